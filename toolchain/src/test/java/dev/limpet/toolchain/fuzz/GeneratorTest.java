package dev.limpet.toolchain.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneratorTest {
  private static Program program(long seed, Set<String> without, Map<String, Integer> used) {
    return Program.generate(seed, 0, 150, new Features(without), used);
  }

  @Test
  void splitMixGivesThePublishedSequence() {
    var random = new SplitMix64(1234567);
    assertEquals(6457827717110365317L, random.next());
    assertEquals(3203168211198807973L, random.next());
    assertEquals(-8629252141511181193L, random.next());
  }

  @Test
  void aSeedNamesOneProgram() {
    var used = new TreeMap<String, Integer>();
    Map<String, String> first = program(7, Set.of(), used).sources();
    assertEquals(first, program(7, Set.of(), used).sources());
    assertNotEquals(first, program(8, Set.of(), used).sources());
  }

  @Test
  void everyFeatureOfTheGrammarIsUsed() {
    var used = new TreeMap<String, Integer>();
    for (long seed = 0; seed < 20; seed++) {
      program(seed, Set.of(), used);
    }
    for (String feature : Grammar.load(Set.of()).features()) {
      assertTrue(used.containsKey(feature), feature);
    }
    for (String feature : List.of("nested-try", "finally", "multi-catch", "try-with-resources")) {
      assertTrue(used.getOrDefault(feature, 0) > 100, feature + " " + used.get(feature));
    }
  }

  @Test
  void aFeatureLeftOutIsNotUsed() {
    var used = new TreeMap<String, Integer>();
    program(7, Set.of("nested-try", "switch-pattern", "int-division"), used);
    assertFalse(used.containsKey("nested-try"));
    assertFalse(used.containsKey("switch-pattern"));
    assertFalse(used.containsKey("int-division"));
    assertTrue(used.containsKey("try"));
  }

  @Test
  void javacTakesNearlyEveryUnit(@TempDir Path classes) throws IOException {
    Program program = program(11, Set.of(), new TreeMap<>());
    Map<String, String> refused = ProgramCompiler.compile(program, classes).refused();
    assertTrue(refused.size() <= 2, refused::toString);
  }
}
