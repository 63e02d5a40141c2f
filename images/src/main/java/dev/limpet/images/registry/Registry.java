package dev.limpet.images.registry;

import dev.limpet.images.oci.ImageException;
import dev.limpet.linux.OsString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one registry (OCI distribution specification 1.1): who asks is told to it where it
 * wants that, and redirections are followed, without telling it to anybody else.
 */
final class Registry implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final int SHOWN = 200;

  private final URI base;
  private final Tokens tokens;
  private final HttpClient client;
  private final Duration patience;

  /** The header for a scope, once the registry has asked for one. */
  private final Map<String, String> authorizations = new ConcurrentHashMap<>();

  /**
   * @param base such as {@code https://example.org}
   * @param patience how long it may say nothing
   */
  Registry(URI base, Tokens tokens, HttpClient client, Duration patience) {
    this.base = base;
    this.patience = patience;
    this.tokens = tokens;
    this.client = client;
  }

  /** A request for what is at {@code path}, which begins with {@code /v2/}. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
  }

  /** A location that the registry has named. */
  URI resolve(URI from, String location) {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new ImageException(base.getAuthority() + " names a place that is none");
    }
  }

  /**
   * Sends a request, a second time with credentials where the registry asks for them. The body of
   * the answer is to be closed.
   *
   * @param scope what it is about, as tokens have it: {@code repository:NAME:pull}
   */
  HttpResponse<InputStream> send(HttpRequest request, String scope)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = sendAs(request, authorizations.get(scope));
    if (response.statusCode() == 401) {
      response.body().close();
      String authorization =
          tokens.answer(Challenge.choose(response.headers().allValues("www-authenticate")), scope);
      authorizations.put(scope, authorization);
      response = sendAs(request, authorization);
    }
    return response;
  }

  private HttpResponse<InputStream> sendAs(HttpRequest request, @Nullable String authorization)
      throws IOException, InterruptedException {
    HttpRequest next = request;
    for (int redirects = 0; ; redirects++) {
      boolean ours = sameHost(next.uri());
      HttpRequest.Builder builder = HttpRequest.newBuilder(next, (name, value) -> true);
      if (ours && authorization != null) {
        builder.setHeader("Authorization", authorization);
      }
      HttpResponse<InputStream> response = exchange(builder.build());
      int status = response.statusCode();
      boolean moved =
          status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
      if (!moved || !(next.method().equals("GET") || next.method().equals("HEAD"))) {
        return response;
      }
      response.body().close();
      String location = response.headers().firstValue("location").orElse("");
      URI target = resolve(next.uri(), location);
      if (redirects == MAX_REDIRECTS || target.getHost() == null || !allowed(target)) {
        throw new ImageException(
            base.getAuthority() + " leads to a place that is not followed: " + target);
      }
      next = HttpRequest.newBuilder(next, (name, value) -> true).uri(target).build();
    }
  }

  private HttpResponse<InputStream> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, _ -> body());
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new IOException(request.uri().getAuthority() + " is not reached: " + reason, e);
    }
  }

  private BodySubscriber<InputStream> body() {
    return BodySubscribers.mapping(
        BodySubscribers.ofInputStream(), in -> new Patient(in, patience));
  }

  /** From TLS to TLS only; from what is not, anywhere. */
  private boolean allowed(URI target) {
    return "https".equals(target.getScheme())
        || ("http".equals(base.getScheme()) && "http".equals(target.getScheme()));
  }

  private boolean sameHost(URI uri) {
    return base.getAuthority().equals(uri.getAuthority())
        && base.getScheme().equals(uri.getScheme());
  }

  /** The failure of a request: what was wanted, the status, and the beginning of what is said. */
  ImageException failure(String what, HttpResponse<InputStream> response) throws IOException {
    String said;
    try (InputStream body = response.body()) {
      said = OsString.decode(body.readNBytes(SHOWN)).strip();
    }
    String hint =
        switch (response.statusCode()) {
          case 401, 403 -> " (podman login or docker login " + base.getAuthority() + " may help)";
          case 404 -> " (it is not there)";
          case 429 -> " (too many requests: wait, or log in)";
          default -> "";
        };
    return new ImageException(
        base.getAuthority()
            + " refuses "
            + what
            + ": "
            + response.statusCode()
            + hint
            + (said.isEmpty() ? "" : ": " + said));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
