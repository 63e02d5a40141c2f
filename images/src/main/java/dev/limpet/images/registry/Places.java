package dev.limpet.images.registry;

import dev.limpet.images.oci.ImageException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where registries are. */
final class Places {
  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_REGISTRY = "registry-1.docker.io";

  private Places() {}

  /** TLS, but for this machine itself. */
  static URI of(String host) {
    String name = host.equals(DOCKER_HUB) ? DOCKER_REGISTRY : host;
    int colon = name.lastIndexOf(':');
    String scheme = isLocal(colon < 0 ? name : name.substring(0, colon)) ? "http" : "https";
    return URI.create(scheme + "://" + name);
  }

  /** The place of a mirror: a URL, or a host as in names of images. */
  static URI mirror(String text) {
    if (text.startsWith("http://") || text.startsWith("https://")) {
      URI uri;
      try {
        uri = URI.create(text);
      } catch (IllegalArgumentException e) {
        throw new ImageException("no place of a mirror: " + text);
      }
      boolean plain =
          uri.getHost() != null && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
      if (plain && uri.getUserInfo() == null && uri.getRawQuery() == null) {
        return URI.create(uri.getScheme() + "://" + uri.getAuthority());
      }
      throw new ImageException("a mirror is a host without a path: " + text);
    }
    if (!text.matches("[A-Za-z0-9.-]+(:[0-9]+)?")) {
      throw new ImageException("no place of a mirror: " + text);
    }
    return of(text);
  }

  static boolean isLocal(@Nullable String host) {
    return host != null
        && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
  }
}
