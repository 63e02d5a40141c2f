package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process gets from outside: arguments, environment, time, chance. */
class ProcessInputsTest {
  private final Environment environment =
      new Environment(List.of("A=1", "PATH=/bin", "ODD", "A=2", "EMPTY="));

  @Test
  void firstValueOfANameCounts() {
    assertEquals("1", environment.get("A"));
    assertEquals("", environment.get("EMPTY"));
    assertNull(environment.get("ODD"));
    assertNull(environment.get("PAT"));
  }

  @Test
  void variableIsReplacedInItsPlaceOnce() {
    assertEquals(
        List.of("A=3", "PATH=/bin", "ODD", "EMPTY="), with(environment, "A", "3").entries());
    assertEquals(6, with(environment, "B", "4").toArray().length);
    assertEquals("B=4", with(environment, "B", "4").entries().get(5));
  }

  @Test
  void variableIsRemovedWhereverItStands() {
    Environment.Editor editor = environment.edit();
    editor.unset("A");
    editor.unset("NONE");
    assertEquals(List.of("PATH=/bin", "ODD", "EMPTY="), editor.done().entries());
    editor.set("A", "new");
    editor.set("A", "newer");
    assertEquals(List.of("PATH=/bin", "ODD", "EMPTY=", "A=newer"), editor.done().entries());
  }

  @Test
  void environmentOfThisProcessIsThatOfItsStart() {
    for (String entry : Environment.ofProcess().entries()) {
      assertTrue(OsString.isEncodable(entry));
      assertTrue(entry.indexOf('=') >= 0, entry);
    }
  }

  @Test
  void argumentsAreThoseOfMainWhereTheOriginalsAreNotToBeHad() {
    // In a static binary the count is wrong here, on the JVM the originals are java's. A small
    // count
    // could be found by accident, where the stack of the start was.
    String[] words = new String[1000];
    Arrays.fill(words, "a");
    Arguments arguments = Arguments.ofProcess(words);
    assertEquals(List.of(words), arguments.words());
  }

  @Test
  void clockAndRandomnessAreTheKernels() {
    Kernel kernel = new SystemKernel();
    MonotonicClock clock = new MonotonicClock(kernel);
    long before = clock.nanos();
    assertTrue(clock.nanos() - before >= 0);
    Randomness randomness = new Randomness(kernel);
    assertNotEquals(randomness.nextLong(), randomness.nextLong());
    assertEquals(32, randomness.hex(16).length());
    assertEquals(7, randomness.bytes(7).length);
  }

  private static Environment with(Environment environment, String name, String value) {
    Environment.Editor editor = environment.edit();
    editor.set(name, value);
    return editor.done();
  }
}
