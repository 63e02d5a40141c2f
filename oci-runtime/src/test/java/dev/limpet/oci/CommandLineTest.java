package dev.limpet.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static CommandLine parse(boolean interspersed, String... words) {
    return CommandLine.parse(
        "verb",
        List.of(words),
        new CommandLine.Schema(
            List.of("detach"), List.of("bundle", "env"), List.of("b", "bundle"), interspersed));
  }

  private static void refuse(String message, String... words) {
    FailedException failure = assertThrows(FailedException.class, () -> parse(true, words));
    assertEquals(message, failure.getMessage());
  }

  @Test
  void optionsAreReadInAllTheWaysOfEngines() {
    for (String[] words :
        new String[][] {
          {"--bundle", "/b", "id"},
          {"--bundle=/b", "id"},
          {"-b", "/b", "id"},
          {"-bundle=/b", "id"},
          {"id", "--bundle", "/b"},
        }) {
      CommandLine line = parse(true, words);
      assertEquals("/b", line.value("bundle"));
      assertEquals("id", line.id("verb"));
    }
  }

  @Test
  void flagsAreSetAndUnset() {
    assertTrue(parse(true, "--detach").flag("detach"));
    assertFalse(parse(true, "--detach=false").flag("detach"));
    assertFalse(parse(true).flag("detach"));
    assertThrows(FailedException.class, () -> parse(true, "--detach=maybe").flag("detach"));
  }

  @Test
  void lastValueHoldsAndAllAreThere() {
    CommandLine line = parse(true, "--env", "A=1", "--env", "B=2");
    assertEquals("B=2", line.value("env"));
    assertEquals(List.of("A=1", "B=2"), line.values("env"));
    assertNull(line.value("bundle"));
  }

  @Test
  void commandKeepsItsOptions() {
    assertEquals(List.of("id", "ls", "-b"), parse(false, "id", "ls", "-b").operands());
    assertEquals(List.of("id", "-b"), parse(true, "--", "id", "-b").operands());
  }

  @Test
  void whatIsWrongIsTold() {
    refuse("verb: no option --bundel; did you mean --bundle?: see limpet-oci help", "--bundel");
    refuse("verb: --bundle wants a value", "--bundle");
    assertThrows(FailedException.class, () -> parse(true).id("verb"));
    assertThrows(FailedException.class, () -> parse(true, "a", "b").id("verb"));
  }
}
