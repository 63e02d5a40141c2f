package dev.limpet.images.oci;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image: {@code HOST[:PORT]/PATH[:TAG][@DIGEST]}, as docker writes it.
 *
 * @param tag {@code latest} where none is given, and empty where a digest is
 */
public record Reference(String host, String path, String tag, @Nullable Digest digest) {
  private static final String DOCKER_HUB = "docker.io";
  private static final int MAX_LENGTH = 200;

  /** What {@code text} names: a short name is one of docker's registry. */
  public static Reference parse(String text) {
    int at = text.indexOf('@');
    Digest digest = at < 0 ? null : Digest.parse(text.substring(at + 1), "the name " + text);
    String name = at < 0 ? text : text.substring(0, at);
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/');
    String tag = tagged ? name.substring(colon + 1) : digest == null ? "latest" : "";
    String whole = tagged ? name.substring(0, colon) : name;
    int slash = whole.indexOf('/');
    String first = slash < 0 ? "" : whole.substring(0, slash);
    boolean hosted = first.equals("localhost") || first.contains(".") || first.contains(":");
    String host = hosted ? first : DOCKER_HUB;
    String path = hosted ? whole.substring(slash + 1) : whole;
    if (host.equals(DOCKER_HUB) && path.indexOf('/') < 0) {
      path = "library/" + path;
    }
    if (!isHost(host) || !isPath(path) || (tagged && !isTag(tag)) || text.length() > MAX_LENGTH) {
      throw new ImageException(
          "no name of an image: " + text + "; such as alpine:3.20 or localhost:5000/a/b@sha256:…");
    }
    return new Reference(host, path, tag, digest);
  }

  /** A letter or digit at both ends, and what {@code inner} has between. */
  private static boolean isWord(String text, String inner) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean within = i > 0 && i < text.length() - 1 && inner.indexOf(c) >= 0;
      if (!plain && !within) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isHost(String host) {
    return isWord(host.toLowerCase(Locale.ROOT), ".-:");
  }

  private static boolean isPath(String path) {
    for (String part : path.split("/", -1)) {
      if (!isWord(part, "._-")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTag(String tag) {
    return !tag.isEmpty()
        && tag.length() <= 128
        && !tag.startsWith(".")
        && !tag.startsWith("-")
        && isWord("x" + tag.toLowerCase(Locale.ROOT) + "x", "._-");
  }

  /** Whether {@code text} says of which registry it is. */
  public static boolean isQualified(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    return first.equals("localhost") || first.contains(".") || first.contains(":");
  }

  /** As people write it: without what is docker's default. */
  public String familiar() {
    String prefix = host.equals(DOCKER_HUB) ? "" : host + "/";
    boolean official = host.equals(DOCKER_HUB) && path.startsWith("library/");
    String name = official ? path.substring("library/".length()) : path;
    return prefix + name + suffix();
  }

  private String suffix() {
    return (tag.isEmpty() ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  /** The whole name. */
  @Override
  public String toString() {
    return host + "/" + path + suffix();
  }
}
