package dev.limpet.oci.root;

/** Destinations of mounts. */
final class Targets {
  private Targets() {}

  /** The path with one slash at its beginning and none at its end. */
  static String normal(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    int start = 0;
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    return "/" + path.substring(start, end);
  }
}
