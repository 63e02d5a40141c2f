package dev.limpet.formats.json;

/** JSON for people: what {@link JsonWriter} has written, with lines and indents. */
public final class JsonIndent {
  private static final String STEP = "  ";

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private JsonIndent(String text) {
    this.text = text;
  }

  /**
   * The same value, a member or element a line; empty objects and arrays stay together.
   *
   * @param text of JSON, without space outside of strings
   */
  public static String of(String text) {
    return new JsonIndent(text).indented();
  }

  private String indented() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        int end = stringEnd(i);
        out.append(text, i, end);
        i = end;
      } else {
        i += structure(c, i);
      }
    }
    return out.append('\n').toString();
  }

  /** Behind the string that begins at {@code start}. */
  private int stringEnd(int start) {
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /** Writes the character at {@code i}; returns how many it has read. */
  private int structure(char c, int i) {
    switch (c) {
      case '{', '[' -> {
        char next = text.charAt(i + 1);
        if (next == '}' || next == ']') {
          out.append(c).append(next);
          return 2;
        }
        depth++;
        line(String.valueOf(c));
      }
      case '}', ']' -> {
        depth--;
        line("");
        out.append(c);
      }
      case ',' -> line(",");
      case ':' -> out.append(": ");
      default -> out.append(c);
    }
    return 1;
  }

  private void line(String before) {
    out.append(before).append('\n');
    for (int i = 0; i < depth; i++) {
      out.append(STEP);
    }
  }
}
