package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The exit code is the guest's own; 125, 126, 127 and 128+N mean what they mean to docker and env.
 */
@ParameterizedClass
@EnumSource(Caller.class)
record ExitCodeIT(Caller caller) {
  @Test
  void guestsCodePassesThrough() {
    assertEquals(0, limpet(caller, "run", "--", "true").exit());
    assertEquals(1, limpet(caller, "run", "--", "false").exit());
    assertEquals(42, limpet(caller, "run", "--", "sh", "-c", "exit 42").exit());
    assertEquals(255, limpet(caller, "run", "--", "sh", "-c", "exit 255").exit());
  }

  @Test
  void guestKilledBySignalGives128PlusIt() {
    assertEquals(
        128 + 9, limpet(caller, "run", "--", "sh", "-c", "sh -c 'kill -9 $$'; exit $?").exit());
  }

  @Test
  void directoryOrFileWithoutExecutePermissionGives126() {
    for (String target : new String[] {"/", "/proc/mounts", "/dev/null", "/etc/passwd"}) {
      Outcome outcome = limpet(caller, "run", "--", target);
      assertEquals(126, outcome.exit(), target);
      assertOneLine(outcome, target);
    }
  }

  @Test
  void missingCommandGives127() {
    assertEquals(127, limpet(caller, "run", "--", "/1").exit());
    Outcome outcome = limpet(caller, "run", "--", "no-such-command");
    assertEquals(127, outcome.exit());
    assertOneLine(outcome, "no-such-command");
  }

  @Test
  void emptyPathFindsNothing() {
    assertEquals(127, limpet(caller, "run", "-e", "PATH=", "--", "true").exit());
    assertEquals(127, limpet(caller, "run", "--", "env", "PATH=", "true").exit());
  }

  @Test
  void ownFailureGives125() {
    Outcome outcome = limpet(caller, "run", "--rootfs", "/no/such/root", "--", "true");
    assertEquals(125, outcome.exit());
    assertOneLine(outcome, "/no/such/root");
  }

  private static void assertOneLine(Outcome outcome, String mentions) {
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("limpet: "), outcome.err());
    assertTrue(outcome.err().contains(mentions), outcome.err());
  }
}
