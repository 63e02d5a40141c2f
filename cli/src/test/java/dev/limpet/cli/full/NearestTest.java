package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void suggestionLeadsToTheHelp() {
    assertEquals("; did you mean help? Or ", Nearest.suggestion("hepl", List.of("run", "help")));
    assertEquals(": ", Nearest.suggestion("x", List.of("run")));
  }
}
