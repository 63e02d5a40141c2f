package dev.limpet.formats.yaml;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.text.Invisible;
import dev.limpet.formats.text.TextCursor;

/** A text of YAML and a place in it: what stands between the words, and where lines end. */
final class YamlText {
  final TextCursor cursor;

  YamlText(String text) {
    this.cursor = new TextCursor(text);
  }

  /**
   * Refuses characters that a YAML stream may not have, and those that cannot be seen.
   *
   * @throws JsonException at the first
   */
  static void refuseInvisible(String text) {
    TextCursor cursor = new TextCursor(text);
    while (!cursor.atEnd()) {
      int c = cursor.peek();
      if (cursor.isLone() || isInvisible(c)) {
        throw new JsonException(
            cursor.line(), cursor.column(), cursor.seen() + " is not allowed in a text of YAML");
      }
      cursor.advance();
    }
  }

  private static boolean isInvisible(int c) {
    return Invisible.is(c) && c != '\n' && c != '\r' && c != '\t';
  }

  /** The column here, from 0: the indentation where nothing stands before. */
  int indent() {
    return cursor.column() - 1;
  }

  /** Whether the character {@code ahead} is a space or a line's or the text's end. */
  boolean isBlank(int ahead) {
    int c = cursor.peek(ahead);
    return c == ' ' || c == '\t' || isLineEnd(ahead);
  }

  boolean isLineEnd(int ahead) {
    int c = cursor.peek(ahead);
    return c == TextCursor.END || c == '\n' || c == '\r';
  }

  /** Whether {@code indicator} stands here as one: with a blank behind it. */
  boolean atIndicator(char indicator) {
    return cursor.peek() == indicator && isBlank(1);
  }

  void skipSpaces() {
    while (cursor.peek() == ' ') {
      cursor.advance();
    }
    if (cursor.peek() == '\t') {
      throw wrong("a tab stands between words: YAML is indented with spaces");
    }
  }

  /**
   * Moves over spaces, comments and lines' ends to the next word or the end of the text.
   *
   * @throws JsonException where another document begins
   */
  void skipBlanks() {
    skipToWord();
    if (atMarker("---") || atMarker("...")) {
      throw wrong("only one document is wanted, and this is the end of it");
    }
  }

  /** The same with the signs between documents as words. */
  void skipToWord() {
    skipSpaces();
    while (!cursor.atEnd() && (isLineEnd(0) || cursor.peek() == '#')) {
      skipComment();
      if (!cursor.atEnd()) {
        cursor.advance();
      }
      skipSpaces();
    }
  }

  /** Moves to the end of the line, where nothing but a comment may stand. */
  void endLine() {
    skipSpaces();
    if (!isLineEnd(0) && cursor.peek() != '#') {
      throw wrong("the line goes on after its value with " + cursor.seen());
    }
    skipComment();
  }

  private void skipComment() {
    if (cursor.peek() != '#') {
      return;
    }
    int before = cursor.peek(-1);
    if (before != ' ' && before != '\n' && before != '\r' && before != TextCursor.END) {
      throw wrong("a space is wanted before a comment");
    }
    while (!isLineEnd(0)) {
      cursor.advance();
    }
  }

  /** Whether {@code ---} or {@code ...} stands here alone at the beginning of a line. */
  boolean atMarker(String marker) {
    return cursor.column() == 1 && cursor.at(marker) && isBlank(3);
  }

  JsonException wrong(String problem) {
    return new JsonException(cursor.line(), cursor.column(), problem);
  }
}
