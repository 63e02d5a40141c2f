package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks of a guest on its launcher, its caller and its caller's terminal, really attempted. */
@ParameterizedClass
@EnumSource(Caller.class)
record HostileGuestIT(Caller caller) {
  /** Types a letter into the terminal at standard input; exits with 0 if that worked. */
  private static final String FEED = "$x = 'x'; ioctl(STDIN, 0x5412, $x) or exit 9";

  /** Runs {@code limpet} on a terminal of its own. */
  private Outcome onTerminal(String... arguments) {
    List<String> command = Limpet.command(caller, arguments);
    return Limpet.host("script", "-qec", Shell.quote(command), "/dev/null");
  }

  @Test
  void guestThatClearsItsDeathSignalDiesWithTheLauncher() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    // prctl(PR_SET_PDEATHSIG, 0), of the guest and of a child in a session of its own.
    Process launcher =
        Limpet.start(
            caller,
            "run",
            "--",
            "perl",
            "-e",
            "use POSIX; fork or setsid; my $nr = (POSIX::uname())[4] eq 'x86_64' ? 157 : 167;"
                + " syscall($nr, 1, 0, 0, 0, 0); $| = 1; print \"r\"; sleep 1000 # "
                + mark);
    assertEquals('r', launcher.getInputStream().read());
    assertEquals('r', launcher.getInputStream().read());
    assertTrue(Processes.any(mark));
    assertEquals(0, Limpet.host("kill", "-KILL", String.valueOf(launcher.pid())).exit());
    launcher.waitFor();
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void signalToItsOwnGroupStaysInTheBox() {
    List<String> command = Limpet.command(caller, "run", "--", "sh", "-c", "kill -9 0; exit 5");
    Outcome outcome = Limpet.host("sh", "-c", Shell.quote(command) + "; echo survived $?");
    assertEquals("survived 5", outcome.line(), outcome.err());
    Outcome terminal = onTerminal("run", "--", "sh", "-c", "kill -9 0; exit 5");
    assertEquals(5, terminal.exit(), terminal.out());
  }

  @Test
  void terminalCannotBeFed() {
    // Without a box it can, on this kernel: else this shows nothing.
    String unhindered = "dev.tty.legacy_tiocsti";
    Outcome allowed = Limpet.host("sysctl", "-n", unhindered);
    if (allowed.exit() != 0 || allowed.line().equals("1")) {
      assertEquals(
          0, Limpet.host("script", "-qec", "perl -e \"" + feed() + "\"", "/dev/null").exit());
    }
    for (String filter : List.of("default", "none")) {
      Outcome outcome = onTerminal("run", "--seccomp", filter, "--", "perl", "-e", FEED);
      assertEquals(9, outcome.exit(), filter + ": " + outcome.out());
    }
  }

  private static String feed() {
    return FEED.replace("$", "\\$");
  }

  @Test
  void terminalControlsNothingInTheBox() {
    Outcome outcome = onTerminal("run", "--", "sh", "-c", "test -t 0 && ! true < /dev/tty");
    assertEquals(0, outcome.exit(), outcome.out());
  }

  @Test
  void hostsProcessesCannotBeSignalled() throws IOException {
    Process other = new ProcessBuilder("sleep", "1000").start();
    try {
      String kill = "kill -9 " + other.pid() + " 2>&1; kill -9 -1; true";
      assertEquals(0, limpet(caller, "run", "--", "sh", "-c", kill).exit());
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void messagesCannotBeForged() {
    Outcome outcome = limpet(caller, "run", "--", "/no\nlimpet: all is well\u001b[2J");
    assertEquals(127, outcome.exit());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertFalse(outcome.err().contains("\u001b"), outcome.err());
  }

  @Test
  void emptyFilesAreBounded() {
    Outcome outcome =
        limpet(
            caller,
            "run",
            "--tmpfs",
            "/tmp:nr_inodes=100",
            "--",
            "sh",
            "-c",
            "cd /tmp; i=0; while [ $i -lt 200 ]; do : > f$i || exit 7; i=$((i + 1)); done");
    assertNotEquals(0, outcome.exit(), outcome.err());
    assertTrue(
        limpet(caller, "run", "--", "grep", " /tmp ", "/proc/self/mounts")
            .line()
            .contains("nr_inodes="));
  }
}
