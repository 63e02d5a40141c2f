package dev.limpet.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
    assertEquals("help", Nearest.of("hepl", List.of("run", "help")));
  }

  @Test
  void whatIsFarOffIsNoSuggestion() {
    assertNull(Nearest.of("build", List.of("run", "help")));
    assertNull(Nearest.of("x", List.of("run")));
    assertNull(Nearest.of("r".repeat(100_000), List.of("run")));
  }
}
