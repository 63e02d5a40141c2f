package dev.limpet.sandbox;

/** Absolute paths as text. */
public final class Paths {
  private Paths() {}

  /** Whether {@code path} is {@code directory} or below it. */
  public static boolean isWithin(String path, String directory) {
    if (directory.equals("/")) {
      return path.startsWith("/");
    }
    return path.startsWith(directory)
        && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
  }

  /**
   * {@code path} without empty and "." parts and without a slash at the end. Parts that are ".."
   * stay: what they lead to is the file system's to say.
   */
  public static String normalized(String path) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < path.length()) {
      int end = path.indexOf('/', at);
      if (end < 0) {
        end = path.length();
      }
      int length = end - at;
      if (length > 0 && !(length == 1 && path.charAt(at) == '.')) {
        out.append('/').append(path, at, end);
      }
      at = end + 1;
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  /** Whether a part of {@code path} is "..". */
  public static boolean hasParent(String path) {
    return (path + "/").contains("/../") || path.startsWith("../") || path.equals("..");
  }

  /**
   * Whether nothing may be mounted on {@code path} of a box because the box furnishes it: the root
   * itself, all of /proc, and of /dev all but what is below /dev/shm.
   */
  public static boolean isBoxsOwn(String path) {
    boolean below = path.startsWith("/dev/shm/");
    return path.equals("/") || isWithin(path, "/proc") || (isWithin(path, "/dev") && !below);
  }
}
