package dev.limpet.formats.dbus;

/** Paths of objects: {@code /} or words of letters, digits and _, each behind a slash. */
final class ObjectPaths {
  private ObjectPaths() {}

  /**
   * Checks one.
   *
   * @throws DbusException where it is none
   */
  static String checked(String path) {
    boolean right = path.startsWith("/") && (path.length() == 1 || !path.endsWith("/"));
    for (int i = 1; i < path.length() && right; i++) {
      char c = path.charAt(i);
      right =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || (c == '/' && path.charAt(i - 1) != '/');
    }
    if (!right) {
      throw new DbusException("no path of an object: " + path);
    }
    return path;
  }
}
