package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code limpet doctor} on this machine. */
@ParameterizedClass
@EnumSource(Caller.class)
record DoctorIT(Caller caller) {
  @Test
  void machineThatStartsBoxesIsHealthy() throws IOException {
    String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
    Outcome outcome = limpet(caller, "doctor");
    assertEquals(0, outcome.exit(), outcome.out() + outcome.err());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("OK       box "), outcome.out());
    for (String name : new String[] {"kernel", "user-namespaces", "namespaces", "seccomp"}) {
      assertTrue(outcome.out().contains("OK       " + name + " "), outcome.out());
    }
    assertEquals(mounts, Files.readString(Path.of("/proc/self/mountinfo")));
  }

  @Test
  void jsonSaysTheSame() {
    Outcome outcome = limpet(caller, "doctor", "--json");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(
        outcome.out().startsWith("{\"boxes\":true,\"checks\":[{\"name\":\"box\",\"state\":\"ok\","),
        outcome.out());
    assertEquals(1, outcome.out().lines().count());
  }

  @Test
  void whatIsTriedSaysWhatTheMachineDoes() {
    // In a box nothing of that is to be had, and the doctor has to say so.
    Outcome inside =
        limpet(
            caller,
            "run",
            "-v",
            Limpet.binary().getParent() + ":/tmp/bin:ro",
            "/tmp/bin/limpet",
            "doctor");
    assertEquals(1, inside.exit(), inside.out() + inside.err());
    assertTrue(inside.out().startsWith("missing  box "), inside.out());
    assertTrue(inside.out().contains("missing  user-namespaces "), inside.out());
    assertTrue(inside.out().contains("missing  overlay "), inside.out());
  }

  @Test
  void mistypedOptionIsRefused() {
    Outcome outcome = limpet(caller, "doctor", "--jsn");
    assertEquals(125, outcome.exit());
    assertTrue(outcome.err().contains("no option --jsn"), outcome.err());
  }
}
