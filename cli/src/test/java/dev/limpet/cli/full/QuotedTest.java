package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void plainWordsStayAsTheyAre() {
    assertEquals("/usr/bin/x-1.2_3", Quoted.word("/usr/bin/x-1.2_3"));
  }

  @Test
  void othersAreQuotedAsAShellReadsThemBack() {
    assertEquals("''", Quoted.word(""));
    assertEquals("'a b'", Quoted.word("a b"));
    assertEquals("'it'\\''s'", Quoted.word("it's"));
    assertEquals("'$HOME'", Quoted.word("$HOME"));
    assertEquals("$'a\\nb'", Quoted.word("a\nb"));
    assertEquals("$'it\\'s\\\\\\x1b'", Quoted.word("it's\\\u001b"));
  }
}
