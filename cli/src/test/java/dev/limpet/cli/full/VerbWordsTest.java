package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerbWordsTest {
  private static VerbWords parse(String... words) {
    return VerbWords.parse(
        "verb", List.of(words), List.of("-a --all", "-s --signal SIGNAL", "-q --quiet"));
  }

  private static String refusal(String... words) {
    return String.valueOf(assertThrows(UsageException.class, () -> parse(words)).getMessage());
  }

  @Test
  void optionsComeBeforeTheRest() {
    VerbWords words = parse("-a", "--signal", "9", "one", "-q");
    assertTrue(words.has("--all") && words.has("-a"));
    assertEquals("9", words.value("-s"));
    assertFalse(words.has("--quiet"));
    assertEquals(List.of("one", "-q"), words.rest());
  }

  @Test
  void valueMayStandBehindAnEqualsSign() {
    assertEquals("a=b", parse("--signal=a=b").value("--signal"));
    assertNull(parse("one").value("--signal"));
  }

  @Test
  void lettersMayStandTogether() {
    VerbWords words = parse("-aq", "x");
    assertTrue(words.has("--all") && words.has("--quiet"));
    assertTrue(refusal("-as").contains("no option -as"));
  }

  @Test
  void restMayLookLikeOptionsAfterTwoDashes() {
    assertEquals(List.of("-a"), parse("--", "-a").rest());
    assertEquals(List.of("-"), parse("-").rest());
  }

  @Test
  void wrongWordsAreNamed() {
    assertTrue(refusal("--qiet").contains("did you mean --quiet?"));
    assertTrue(refusal("--all=1").contains("stands alone"));
    assertTrue(refusal("-s").contains("-s SIGNAL"));
    assertThrows(UsageException.class, () -> parse("-s", "1", "-s", "2").value("-s"));
    assertThrows(UsageException.class, () -> parse("-a").names());
  }
}
