package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user types, and mistypes. */
class CommandLineIT {
  private static void refused(String mentions, String... arguments) {
    Outcome outcome = limpet(Caller.SELF, arguments);
    assertEquals(125, outcome.exit(), String.join(" ", arguments));
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("limpet: "), outcome.err());
    assertTrue(outcome.err().contains(mentions), outcome.err());
  }

  @Test
  void stackThatIsTooSmallIsToldInOneLine() {
    List<String> run = Limpet.command(Caller.SELF, "run", "--", "/bin/busybox", "true");
    boolean told = false;
    for (int kib = 8; kib <= 64; kib += 4) {
      // The environment lies on the stack, too.
      String shell = "ulimit -s " + kib + "; exec " + Shell.quote(run);
      Outcome outcome = Limpet.host("env", "-i", "/bin/sh", "-c", shell);
      if (outcome.exit() == 125) {
        told = true;
        assertEquals(1, outcome.err().lines().count(), outcome.err());
      } else {
        // Too small for the kernel to execute anything at all, or large enough.
        assertTrue(outcome.exit() == 0 || kib < 16, kib + " KiB: " + outcome.exit());
      }
    }
    assertTrue(told, "every stack was large enough");
  }

  @Test
  void fullProgramThatIsMissingIsNamed() throws IOException {
    Path alone = Scratch.directory("alone").resolve("limpet");
    Files.copy(Limpet.binary(), alone);
    assertEquals("hello", Limpet.host(alone.toString(), "run", "--", "echo", "hello").line());
    Outcome outcome = Limpet.host(alone.toString(), "run", "--timeout", "1", "true");
    assertEquals(125, outcome.exit());
    assertEquals(
        "limpet: this needs "
            + alone
            + "-full, which cannot be executed: ENOENT: install it beside"
            + " limpet\n",
        outcome.err());
  }

  @Test
  void argumentsOfAnyNumberArrive() {
    String[] words = new String[100_000];
    Arrays.fill(words, "x");
    List<String> command = Limpet.command(Caller.SELF, "run", "--", "sh", "-c", "echo $#", "sh");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(words));
    assertEquals("100000", Limpet.host(all.toArray(new String[0])).line());
  }

  @Test
  void helpIsPrintedOnRequest() {
    for (String[] words :
        new String[][] {{"--help"}, {"help"}, {"run", "--help"}, {"help", "run"}}) {
      Outcome outcome = limpet(Caller.SELF, words);
      assertEquals(0, outcome.exit());
      assertTrue(outcome.out().contains("limpet run"), outcome.out());
      assertEquals("", outcome.err());
    }
    String run = limpet(Caller.SELF, "run", "--help").out();
    for (String option :
        new String[] {"--rootfs", "--map", "--vol", "-e", "-C", "--dry-run", "125", "126", "127"}) {
      assertTrue(run.contains(option), option);
    }
  }

  @Test
  void versionIsPrinted() {
    assertTrue(limpet(Caller.SELF, "--version").line().matches("limpet \\d+\\.\\d+\\.\\d+.*"));
  }

  @Test
  void mistypedWordsGetTheNearestSuggested() {
    refused("run", "rnu");
    refused("--rootfs", "run", "--rootsf", "/", "--", "true");
    refused("--dry-run", "run", "--dryrun", "--", "true");
  }

  @Test
  void missingWordsAreNamed() {
    refused("--rootfs", "run", "--rootfs");
    refused("--map", "run", "--map", "/etc");
    refused("command", "run");
    refused("command", "run", "--");
    refused("-e", "run", "-e");
  }

  @Test
  void badValuesAreNamed() {
    refused("relative", "run", "--map", "/etc", "mnt", "--", "true");
    refused("/no/such", "run", "--map", "/no/such", "/mnt", "--", "true");
    refused("/no/such/place", "run", "--map", "/etc", "/no/such/place", "--", "true");
    refused("=x", "run", "-e", "=x", "--", "true");
    refused("/etc/passwd", "run", "--rootfs", "/etc/passwd", "--", "true");
  }

  @Test
  void dryRunPrintsThePlanAndRunsNothing() {
    Outcome outcome =
        limpet(
            Caller.SELF,
            "run",
            "--dry-run",
            "--vol",
            "/var/tmp",
            "/mnt",
            "--",
            "touch",
            "/mnt/ran");
    assertEquals(0, outcome.exit(), outcome.err());
    assertTrue(outcome.out().lines().count() > 10, outcome.out());
    assertTrue(outcome.out().contains("/var/tmp"), outcome.out());
    assertTrue(outcome.out().contains("seccomp"), outcome.out());
    assertTrue(!java.nio.file.Files.exists(java.nio.file.Path.of("/var/tmp/ran")));
  }

  @Test
  void fullDiskUnderHelpIsAFailure() {
    String help = Shell.quote(Limpet.command(Caller.SELF, "--help"));
    assertEquals(125, Limpet.host("sh", "-c", help + " > /dev/full").exit());
  }
}
