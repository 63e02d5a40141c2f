package dev.limpet.images.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** How registries are reached. */
final class Connections {
  private static final Duration TO_CONNECT = Duration.ofSeconds(30);

  private Connections() {}

  /** The registry at {@code place}, with the credentials for {@code host}. */
  static Registry open(
      URI place, String host, String path, Map<String, String> environment, Duration patience)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .sslContext(Trust.of(host, environment))
            .build();
    Credentials.Login login = new Credentials(environment).find(host, path);
    return new Registry(place, new Tokens(host, login, client), client, patience);
  }
}
