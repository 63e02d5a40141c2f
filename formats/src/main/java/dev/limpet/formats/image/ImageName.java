package dev.limpet.formats.image;

import org.jspecify.annotations.Nullable;

/**
 * The name of an image: {@code HOST[:PORT]/PATH[:TAG][@DIGEST]}, as docker writes it.
 *
 * @param tag {@code latest} where none is given, and empty where a digest is
 * @param digest {@code sha256:} and 64 hexadecimal digits; null for none
 */
public record ImageName(String host, String path, String tag, @Nullable String digest) {
  private static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";
  private static final String SHA256 = "sha256:";
  private static final int DIGITS = 64;
  private static final int MAX_TAG = 128;

  private static final int MAX_LENGTH = 200;

  /** Of what a file may be called, NAME_MAX of Linux. */
  private static final int MAX_FILE = 255;

  /** What {@code text} names, a short name one of docker's registry; null for no name. */
  public static @Nullable ImageName parse(String text) {
    int at = text.indexOf('@');
    String digest = at < 0 ? null : text.substring(at + 1);
    String name = at < 0 ? text : text.substring(0, at);
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/');
    String tag = tagged ? name.substring(colon + 1) : digest == null ? "latest" : "";
    String whole = tagged ? name.substring(0, colon) : name;
    boolean hosted = isQualified(whole);
    int slash = whole.indexOf('/');
    String host = hosted ? whole.substring(0, slash) : DOCKER_HUB;
    String path = hosted ? whole.substring(slash + 1) : whole;
    if (host.equals(DOCKER_HUB) && path.indexOf('/') < 0) {
      path = OFFICIAL + path;
    }
    boolean good = isWord(lower(host), ".-:") && isPath(path);
    good = good && (!tagged || isTag(tag)) && (digest == null || isDigest(digest));
    ImageName read = new ImageName(host, path, tag, digest);
    String all = read.toString();
    return good && all.length() <= MAX_LENGTH && file(all).length() <= MAX_FILE ? read : null;
  }

  /** Whether {@code text} says of which registry it is. */
  public static boolean isQualified(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    return first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0;
  }

  /** Whether {@code text} is {@code sha256:} and a digest of that kind. */
  public static boolean isDigest(String text) {
    return text.startsWith(SHA256)
        && text.length() == SHA256.length() + DIGITS
        && isHex(text.substring(SHA256.length()));
  }

  /** Whether all of it are lower-case hexadecimal digits. */
  public static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** ASCII only, whatever the locale. */
  private static String lower(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
    }
    return out.toString();
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

  private static boolean isPath(String path) {
    int at = 0;
    while (at <= path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      if (!isWord(path.substring(at, end), "._-")) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  private static boolean isTag(String tag) {
    return !tag.isEmpty()
        && tag.length() <= MAX_TAG
        && !tag.startsWith(".")
        && !tag.startsWith("-")
        && isWord("x" + lower(tag) + "x", "._-");
  }

  /** As people write it: without what is docker's default, as far as it means the same so. */
  public String familiar() {
    if (host.equals(DOCKER_HUB)) {
      String official =
          path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) + suffix() : "";
      for (String shorter : new String[] {official, path + suffix()}) {
        if (equals(parse(shorter))) {
          return shorter;
        }
      }
    }
    return toString();
  }

  private String suffix() {
    return (tag.isEmpty() ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  /** The whole name. */
  @Override
  public String toString() {
    return host + "/" + path + suffix();
  }

  /** What the file of the image whose whole name is {@code name} is called. */
  public static String file(String name) {
    return name.replace("/", "%2F").replace(":", "%3A").replace("@", "%40");
  }
}
