package dev.limpet.formats.yaml;

import dev.limpet.formats.text.TextCursor;

/** Literal and folded scalars (YAML 1.2.2, 8.1): texts of several lines behind | or >. */
final class YamlBlock {
  private final YamlText text;
  private final TextCursor cursor;
  private final StringBuilder out = new StringBuilder();
  private boolean folded;

  /** What becomes of the line ends behind the text: {@code -} none, {@code +} all, else one. */
  private int chomping;

  /** How many spaces a blank line had at most. */
  private int widest;

  private YamlBlock(YamlText text) {
    this.text = text;
    this.cursor = text.cursor;
  }

  /**
   * Moves over the block whose sign is here, to the beginning of the first line behind it.
   *
   * @param parent the indentation of what it is in
   */
  static String read(YamlText text, int parent) {
    if (parent < 0) {
      throw text.wrong("a text of several lines belongs to a key or a list");
    }
    YamlBlock block = new YamlBlock(text);
    block.header();
    block.lines(parent);
    return block.out.toString();
  }

  private void header() {
    folded = cursor.peek() == '>';
    cursor.advance();
    if (cursor.peek() == '-' || cursor.peek() == '+') {
      chomping = cursor.peek();
      cursor.advance();
    }
    if (cursor.peek() >= '0' && cursor.peek() <= '9') {
      throw text.wrong("the indentation of a text is that of its first line: no number is wanted");
    }
    text.endLine();
    if (!cursor.atEnd()) {
      cursor.advance();
      skipLineFeed();
    }
  }

  /** The cursor moves over CR LF in two steps. */
  private void skipLineFeed() {
    if (cursor.peek() == '\n' && cursor.peek(-1) == '\r') {
      cursor.advance();
    }
  }

  private void lines(int parent) {
    int breaks = blankLines(Integer.MAX_VALUE);
    int indent = text.indent();
    if (indent <= parent || cursor.atEnd()) {
      throw text.wrong("no text follows that is indented deeper than what it belongs to");
    }
    if (widest > indent) {
      throw text.wrong("a blank line before this one has more spaces");
    }
    append(breaks);
    boolean more = true;
    while (more) {
      boolean flush = isFlush();
      int start = cursor.offset();
      while (!text.isLineEnd(0)) {
        cursor.advance();
      }
      out.append(cursor.since(start));
      boolean ended = !cursor.atEnd();
      lineEnd();
      breaks = blankLines(indent);
      more = !cursor.atEnd() && text.indent() == indent;
      if (more) {
        join(flush && isFlush(), breaks);
      } else {
        append((ended && chomping != '-' ? 1 : 0) + (chomping == '+' ? breaks : 0));
      }
    }
  }

  /** What stands between two lines: folded, the end of one alone is a space. */
  private void join(boolean bothFlush, int breaks) {
    if (!folded || !bothFlush) {
      append(1 + breaks);
    } else if (breaks == 0) {
      out.append(' ');
    } else {
      append(breaks);
    }
  }

  private boolean isFlush() {
    return cursor.peek() != ' ' && cursor.peek() != '\t';
  }

  private void append(int breaks) {
    for (int i = 0; i < breaks; i++) {
      out.append('\n');
    }
  }

  private void lineEnd() {
    if (!cursor.atEnd()) {
      cursor.advance();
      skipLineFeed();
    }
  }

  /**
   * Moves over blank lines and up to {@code most} spaces of the line behind them; returns how many
   * blank lines they are.
   */
  private int blankLines(int most) {
    int breaks = 0;
    skipIndent(most);
    while (!cursor.atEnd() && text.isLineEnd(0)) {
      widest = Math.max(widest, text.indent());
      breaks++;
      lineEnd();
      skipIndent(most);
    }
    return breaks;
  }

  private void skipIndent(int most) {
    while (cursor.peek() == ' ' && text.indent() < most) {
      cursor.advance();
    }
    if (cursor.peek() == '\t' && text.indent() < most) {
      throw text.wrong("a tab stands in the indentation: YAML is indented with spaces");
    }
  }
}
