package dev.limpet.formats.json;

import dev.limpet.formats.text.TextCursor;

/** Strings in a text of JSON. */
final class JsonStrings {
  private JsonStrings() {}

  /** Moves over the string that begins here; returns what it stands for. */
  static String read(TextCursor cursor) {
    int line = cursor.line();
    int column = cursor.column();
    cursor.advance();
    // Nearly all strings are nothing but this.
    int start = cursor.offset();
    cursor.skipAsciiUpTo('"', '\\');
    String plain = cursor.since(start);
    if (cursor.peek() == '"') {
      cursor.advance();
      return plain;
    }
    StringBuilder out = new StringBuilder(plain);
    while (cursor.peek() != '"') {
      if (cursor.atEnd()) {
        throw new JsonException(line, column, "the string that begins here has no end");
      }
      if (cursor.peek() == '\\') {
        escape(cursor, out);
      } else {
        out.append(plain(cursor));
      }
    }
    cursor.advance();
    return out.toString();
  }

  private static char plain(TextCursor cursor) {
    char c = (char) cursor.peek();
    if (c < ' ') {
      throw wrong(
          cursor, "a string holds " + TextCursor.seen(c) + ", which has to be written \\n or such");
    }
    if (cursor.isLone()) {
      throw wrong(cursor, "a string holds a byte that is not UTF-8");
    }
    cursor.advance();
    return c;
  }

  private static void escape(TextCursor cursor, StringBuilder out) {
    int c = cursor.peek(1);
    switch (c) {
      case '"', '\\', '/' -> out.append((char) c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        unicode(cursor, out);
        return;
      }
      default ->
          throw wrong(cursor, "a backslash stands before one of \" \\ / b f n r t u in a string");
    }
    cursor.advance(2);
  }

  /** {@code \}{@code uXXXX}, or two of them for what lies above U+FFFF. */
  private static void unicode(TextCursor cursor, StringBuilder out) {
    char c = (char) unit(cursor, 0);
    if (c == 0) {
      throw wrong(cursor, "\\u0000 stands for NUL, which no path, argument or name can hold");
    }
    boolean escapedByte = c >= 0xdc80 && c <= 0xdcff;
    if (!Character.isSurrogate(c) || escapedByte) {
      out.append(c);
      cursor.advance(6);
      return;
    }
    int second = cursor.peek(6) == '\\' && cursor.peek(7) == 'u' ? unit(cursor, 6) : 0;
    if (Character.isLowSurrogate(c) || !Character.isLowSurrogate((char) second)) {
      throw wrong(cursor, "half a character stands alone: a surrogate without the other");
    }
    out.append(c).append((char) second);
    cursor.advance(12);
  }

  /** The four hexadecimal digits of the escape {@code ahead} of here. */
  private static int unit(TextCursor cursor, int ahead) {
    int unit = 0;
    for (int i = ahead + 2; i < ahead + 6; i++) {
      int c = cursor.peek(i);
      int digit = c < 0x80 ? Character.digit((char) Math.max(c, 0), 16) : -1;
      if (digit < 0) {
        throw wrong(cursor, "four hexadecimal digits are wanted after \\u");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private static JsonException wrong(TextCursor cursor, String problem) {
    return new JsonException(cursor.line(), cursor.column(), problem);
  }
}
