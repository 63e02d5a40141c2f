package dev.limpet.formats.text;

/**
 * A place in a text that moves on by a character at a time and knows its line and column.
 *
 * <p>Both count from 1. A line ends with LF, CR LF or a lone CR; a column is a code point.
 */
public final class TextCursor {
  /** What {@link #peek()} has behind the last character. */
  public static final int END = -1;

  private final String text;
  private int offset;
  private int line = 1;
  private int column = 1;

  public TextCursor(String text) {
    this.text = text;
  }

  /** The character here, a UTF-16 unit, or {@link #END}. */
  public int peek() {
    return peek(0);
  }

  /** The character {@code ahead} of here, or behind for a negative number, or {@link #END}. */
  public int peek(int ahead) {
    int at = offset + ahead;
    return at >= 0 && at < text.length() ? text.charAt(at) : END;
  }

  public boolean atEnd() {
    return offset >= text.length();
  }

  /** Whether {@code word} stands here. */
  public boolean at(String word) {
    return text.startsWith(word, offset);
  }

  /** Moves over the character here. */
  public void advance() {
    char c = text.charAt(offset++);
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      line++;
      column = 1;
    } else if (!isPairsSecond(c)) {
      column++;
    }
  }

  /** Moves over {@code count} characters. */
  public void advance(int count) {
    for (int i = 0; i < count; i++) {
      advance();
    }
  }

  /** Moves over blanks and tabs, and line ends. */
  public void skipSpace() {
    int length = text.length();
    while (offset < length) {
      char c = text.charAt(offset);
      if (c == ' ' || c == '\t') {
        offset++;
        column++;
      } else if (c == '\n' || c == '\r') {
        advance();
      } else {
        return;
      }
    }
  }

  /** Moves over visible ASCII and blanks, up to the next of the two. */
  public void skipAsciiUpTo(char one, char other) {
    int start = offset;
    int length = text.length();
    while (offset < length) {
      char c = text.charAt(offset);
      if (c < ' ' || c >= 0x7f || c == one || c == other) {
        break;
      }
      offset++;
    }
    column += offset - start;
  }

  private boolean isPairsSecond(char c) {
    return offset >= 2
        && Character.isLowSurrogate(c)
        && Character.isHighSurrogate(text.charAt(offset - 2));
  }

  /** Whether the character here is a surrogate without its other half: a byte that is not UTF-8. */
  public boolean isLone() {
    char c = text.charAt(offset);
    if (Character.isHighSurrogate(c)) {
      return offset + 1 == text.length() || !Character.isLowSurrogate(text.charAt(offset + 1));
    }
    return Character.isLowSurrogate(c)
        && (offset == 0 || !Character.isHighSurrogate(text.charAt(offset - 1)));
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /** How many characters are behind. */
  public int offset() {
    return offset;
  }

  /** The text from {@code start}, an offset, to here. */
  public String since(int start) {
    return text.substring(start, offset);
  }

  /** The character here for a message: itself in quotes, its number, or the end of the text. */
  public String seen() {
    if (atEnd()) {
      return "the end of the text";
    }
    int c = text.codePointAt(offset);
    return isLone() ? "a byte that is not UTF-8" : seen(c);
  }

  /** {@code codePoint} for a message. */
  public static String seen(int codePoint) {
    if (codePoint == '\n' || codePoint == '\r') {
      return "the end of the line";
    }
    if (codePoint > ' ' && codePoint < 0x7f) {
      return "'" + (char) codePoint + "'";
    }
    StringBuilder hex = new StringBuilder();
    for (int shift = codePoint > 0xffff ? 20 : 12; shift >= 0; shift -= 4) {
      hex.append(Character.toUpperCase(Character.forDigit(codePoint >> shift & 15, 16)));
    }
    return codePoint == ' ' ? "a space" : codePoint == '\t' ? "a tab" : "U+" + hex;
  }
}
