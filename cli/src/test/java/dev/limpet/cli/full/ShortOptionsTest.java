package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortOptionsTest {
  private static List<String> split(String... words) {
    return ShortOptions.split(List.of(words));
  }

  @Test
  void severalInOneWordAreTakenApart() {
    assertEquals(List.of("-i", "-t", "sh"), split("-it", "sh"));
    assertEquals(List.of("--init", "-t", "-i", "--", "x"), split("--init", "-ti", "--", "x"));
  }

  @Test
  void lastOneMayHaveAValue() {
    assertEquals(List.of("-t", "-C", "/tmp", "-i", "ls"), split("-tC", "/tmp", "-i", "ls"));
    assertEquals(List.of("-C", "-it", "ls"), split("-C", "-it", "ls"));
    assertEquals(List.of("--map", "-it", "-it", "-t"), split("--map", "-it", "-it", "-t"));
  }

  @Test
  void wordsOfTheCommandStay() {
    assertEquals(List.of("ls", "-it"), split("ls", "-it"));
    assertEquals(List.of("--", "-it"), split("--", "-it"));
  }

  @Test
  void wordWithALetterThatIsNoOptionStays() {
    assertEquals(List.of("-xt", "ls"), split("-xt", "ls"));
    assertEquals(List.of("-Ct", "/x"), split("-Ct", "/x"));
    assertEquals(List.of("-t"), split("-t"));
  }

  @Test
  void terminalIsWhatTheyAskFor() {
    assertTrue(FullOptions.parse("run", List.of("-it", "sh")).terminal());
    assertTrue(FullOptions.parse("run", List.of("--tty", "sh")).terminal());
    assertFalse(FullOptions.parse("run", List.of("-i", "sh")).terminal());
    assertFalse(FullOptions.parse("run", List.of("sh", "-t")).terminal());
  }
}
