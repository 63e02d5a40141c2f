package dev.limpet.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextCursorTest {
  @Test
  void linesEndWithAnyOfThreeAndColumnsAreCodePoints() {
    TextCursor cursor = new TextCursor("a\nb\r\nc\rd\ud83d\ude00e");
    StringBuilder places = new StringBuilder();
    while (!cursor.atEnd()) {
      places.append(cursor.line()).append(':').append(cursor.column()).append(' ');
      cursor.advance();
    }
    // The second halves of CR LF and of a pair are told as what comes behind the first.
    assertEquals("1:1 1:2 2:1 2:2 2:3 3:1 3:2 4:1 4:2 4:3 4:3 ", places.toString());
    assertEquals(4, cursor.line());
    assertEquals(4, cursor.column());
  }

  @Test
  void nothingStandsOutsideOfTheText() {
    TextCursor cursor = new TextCursor("ab");
    assertEquals(TextCursor.END, cursor.peek(-1));
    assertEquals('b', cursor.peek(1));
    assertEquals(TextCursor.END, cursor.peek(2));
    assertTrue(cursor.at("ab"));
    cursor.advance(2);
    assertTrue(cursor.atEnd());
    assertEquals(TextCursor.END, cursor.peek());
    assertEquals("b", cursor.since(1));
    assertFalse(cursor.at("b"));
  }

  @Test
  void halfAPairIsToldFromAWholeOne() {
    TextCursor cursor = new TextCursor("\ud83d\ude00\udc80\ud83dx");
    assertFalse(cursor.isLone());
    cursor.advance();
    assertFalse(cursor.isLone());
    cursor.advance();
    assertTrue(cursor.isLone());
    cursor.advance();
    assertTrue(cursor.isLone());
    cursor.advance();
    assertFalse(cursor.isLone());
  }

  @Test
  void charactersAreNamedOnOneLine() {
    assertEquals("'x'", TextCursor.seen('x'));
    assertEquals("a space", TextCursor.seen(' '));
    assertEquals("a tab", TextCursor.seen('\t'));
    assertEquals("the end of the line", TextCursor.seen('\n'));
    assertEquals("U+001B", TextCursor.seen(0x1b));
    assertEquals("U+01F600", TextCursor.seen(0x1f600));
    assertEquals("the end of the text", new TextCursor("").seen());
    assertEquals("a byte that is not UTF-8", new TextCursor("\udc80").seen());
  }
}
