package dev.limpet.formats.json;

import org.jspecify.annotations.Nullable;

/**
 * Where a value or a key was written.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param parent of the object or array that it is in; null for the outermost value
 * @param key under which it is in an object; null in an array
 * @param index in an array, from 0
 */
public record Place(int line, int column, @Nullable Place parent, @Nullable String key, int index) {
  /** The outermost value's. */
  public static Place root(int line, int column) {
    return new Place(line, column, null, null, 0);
  }

  /** That of a member of the object here. */
  public Place member(String name, int itsLine, int itsColumn) {
    return new Place(itsLine, itsColumn, this, name, 0);
  }

  /** That of an element of the array here. */
  public Place element(int at, int itsLine, int itsColumn) {
    return new Place(itsLine, itsColumn, this, null, at);
  }

  /** Such as {@code $.linux.seccomp.syscalls[3].names}; the outermost value is {@code $}. */
  public String path() {
    StringBuilder path = new StringBuilder();
    for (Place at = this; at.parent != null; at = at.parent) {
      String step = at.key;
      path.insert(0, step == null ? "[" + at.index + "]" : member(step));
    }
    return "$" + path;
  }

  private static String member(String key) {
    return isPlain(key) ? "." + key : "[" + JsonWriter.quoted(key) + "]";
  }

  private static boolean isPlain(String key) {
    boolean plain = !key.isEmpty();
    for (int i = 0; i < key.length() && plain; i++) {
      char c = key.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
    }
    return plain;
  }
}
