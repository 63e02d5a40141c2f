package dev.limpet.rt;

/** What TeaVM's class library lets pass in strings. */
public final class Text {
  private Text() {}

  /** {@link String#substring(int, int)}, which throws for an empty range outside the text too. */
  public static String substring(String text, int begin, int end) {
    if (begin < 0 || begin > end || end > text.length()) {
      throw new StringIndexOutOfBoundsException();
    }
    return text.substring(begin, end);
  }
}
