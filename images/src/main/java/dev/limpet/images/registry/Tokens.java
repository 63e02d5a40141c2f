package dev.limpet.images.registry;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers to what a registry wants: a password, or a token from where it says. */
final class Tokens {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MAX_ANSWER = 1 << 20;

  private final String host;
  private final Credentials.@Nullable Login login;
  private final HttpClient client;

  /**
   * @param host of the registry, for messages
   */
  Tokens(String host, Credentials.@Nullable Login login, HttpClient client) {
    this.host = host;
    this.login = login;
    this.client = client;
  }

  /** The header {@code Authorization}. */
  String answer(@Nullable Challenge challenge, String scope)
      throws IOException, InterruptedException {
    if (challenge == null) {
      throw new ImageException(host + " wants to know who asks, in no way that is known here");
    }
    if (challenge.scheme().equals("bearer")) {
      return "Bearer " + token(challenge, scope);
    }
    if (login == null) {
      throw new ImageException(
          host + " wants a name and password: podman login or docker login " + host);
    }
    return login.basic();
  }

  private String token(Challenge challenge, String scope) throws IOException, InterruptedException {
    URI realm = realm(challenge.parameter("realm"));
    String service = challenge.parameter("service");
    String asked = challenge.parameter("scope");
    String query =
        "service=" + encoded(service) + "&scope=" + encoded(asked.isEmpty() ? scope : asked);
    HttpRequest.Builder request;
    if (login != null && login.identity()) {
      String form =
          query
              + "&grant_type=refresh_token&client_id=limpet&refresh_token="
              + encoded(login.secret());
      request =
          HttpRequest.newBuilder(realm)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form));
    } else {
      String separator = realm.getRawQuery() == null ? "?" : "&";
      request = HttpRequest.newBuilder(URI.create(realm + separator + query));
      if (login != null) {
        request.header("Authorization", login.basic());
      }
    }
    HttpResponse<InputStream> response =
        client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new ImageException(
            realm.getAuthority()
                + " gives no token for "
                + host
                + ": "
                + response.statusCode()
                + (login == null ? " (podman login or docker login " + host + " may help)" : ""));
      }
      return read(body.readNBytes(MAX_ANSWER));
    }
  }

  private String read(byte[] answer) {
    return Json.read(
        answer,
        "the token of " + host,
        fields -> {
          String token = fields.optionalString("token");
          token = token == null ? fields.optionalString("access_token") : token;
          if (token == null || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new ImageException("the token of " + host + " is none");
          }
          return token;
        });
  }

  /** Passwords go over TLS, or do not leave the machine. */
  private URI realm(String text) {
    try {
      URI realm = new URI(text);
      boolean safe =
          "https".equals(realm.getScheme())
              || ("http".equals(realm.getScheme()) && Places.isLocal(realm.getHost()));
      if (safe && realm.getHost() != null) {
        return realm;
      }
    } catch (URISyntaxException e) {
      // the same as one that is not safe
    }
    throw new ImageException(host + " wants a token from a place that is not asked: " + text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
