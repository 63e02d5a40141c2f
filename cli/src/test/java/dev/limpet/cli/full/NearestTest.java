package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void distanceCountsLettersAndSwaps() {
    assertEquals(0, Nearest.distance("run", "run"));
    assertEquals(1, Nearest.distance("rnu", "run"));
    assertEquals(1, Nearest.distance("rn", "run"));
    assertEquals(1, Nearest.distance("runn", "run"));
    assertEquals(1, Nearest.distance("ran", "run"));
    assertEquals(3, Nearest.distance("", "run"));
    assertEquals(4, Nearest.distance("help", "run"));
  }

  @Test
  void nearestOfSeveralIsSuggested() {
    assertEquals("; did you mean help? Or ", Nearest.suggestion("hepl", List.of("run", "help")));
  }

  @Test
  void whatIsFarOffIsNoSuggestion() {
    assertEquals(": ", Nearest.suggestion("build", List.of("run", "help")));
    assertEquals(": ", Nearest.suggestion("x", List.of("run")));
    assertEquals(": ", Nearest.suggestion("r".repeat(100_000), List.of("run")));
  }
}
