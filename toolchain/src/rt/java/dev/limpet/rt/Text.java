package dev.limpet.rt;

/** What TeaVM's class library lets pass in strings. */
public final class Text {
  private Text() {}

  /** {@link String#substring(int, int)}, which throws for an empty range outside the text too. */
  public static String substring(String text, int begin, int end) {
    int length = text.length(); // null is what is looked for first
    if (begin < 0 || begin > end || end > length) {
      throw new StringIndexOutOfBoundsException();
    }
    return text.substring(begin, end);
  }

  /**
   * {@link String#indexOf(String, int)}: the empty text is found everywhere, at the end at last.
   */
  public static int indexOf(String text, String part, int from) {
    int start = Math.min(Math.max(from, 0), text.length());
    return part.isEmpty() ? start : text.indexOf(part, start);
  }

  /** {@link StringBuilder#indexOf(String, int)}, the same. */
  public static int indexOf(StringBuilder text, String part, int from) {
    int start = Math.min(Math.max(from, 0), text.length());
    return part.isEmpty() ? start : text.indexOf(part, start);
  }

  /** Throws unless a text of {@code length} has a character at {@code index}. */
  public static void checkIndex(int index, int length) {
    if (index < 0 || index >= length) {
      throw new StringIndexOutOfBoundsException();
    }
  }

  /** Throws for what is no length. */
  public static void checkLength(int length) {
    if (length < 0) {
      throw new StringIndexOutOfBoundsException();
    }
  }

  /** Makes NUL of what a text that grows from one length to another gets. */
  public static void clear(char[] buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      buffer[i] = 0;
    }
  }
}
