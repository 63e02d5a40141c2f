package dev.limpet.conformance;

import static dev.limpet.conformance.Limpet.limpet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
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

  @Test
  void terminalOfNoSessionCannotBeFed() {
    // The guest makes it its own, and the kernel would let it type: EPERM (1) is the filter's.
    String guest =
        "ioctl(STDIN, 0x540e, 0) or exit 8; $x = q(x); ioctl(STDIN, 0x5412, $x) and exit 7;"
            + " exit($! + 0)";
    String terminal =
        "open(M, '+<', '/dev/ptmx') or die; my $n = pack('i', 0);"
            + " ioctl(M, 0x40045431, $n) or die; ioctl(M, 0x80045430, $n) or die;"
            + " sysopen(S, '/dev/pts/' . unpack('i', $n), 0x102) or die;"
            + " open(STDIN, '<&S'); exit(system(@ARGV) >> 8)";
    for (String filter : List.of("default", "none")) {
      List<String> command = new ArrayList<>(List.of("perl", "-e", terminal, "--"));
      command.addAll(Limpet.command(caller, "run", "--seccomp", filter, "--", "perl", "-e", guest));
      Outcome outcome = Limpet.host(command.toArray(new String[0]));
      assertEquals(1, outcome.exit(), filter + ": " + outcome.err());
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

  /** Types {@code key} at a terminal 0.7 s after the box has started; returns how the box ended. */
  private Outcome typing(String key, String... arguments) {
    String pty =
        "use POSIX; require 'sys/ioctl.ph' if 0; open(M, '+<', '/dev/ptmx') or die;"
            + " my $n = pack('i', 0); ioctl(M, 0x40045431, $n) or die; ioctl(M, 0x80045430, $n) or die;"
            + " my $slave = '/dev/pts/' . unpack('i', $n); my $pid = fork;"
            + " if (!$pid) { setsid; open(S, '+<', $slave) or die; ioctl(S, 0x540e, 0);"
            + " open(STDIN, '<&S'); open(STDOUT, '>&S'); open(STDERR, '>&S'); exec @ARGV }"
            + " select(undef, undef, undef, 0.7); syswrite(M, \""
            + key
            + "\"); waitpid($pid, 0); exit(($? & 127) ? 128 + ($? & 127) : $? >> 8)";
    List<String> command = new ArrayList<>(List.of("perl", "-e", pty, "--"));
    command.addAll(Limpet.command(caller, arguments));
    return Limpet.host(command.toArray(new String[0]));
  }

  @Test
  void interruptKeyEndsWhatAShellWaitsFor() {
    for (String shell : List.of("sh", "bash")) {
      long start = System.nanoTime();
      Outcome outcome = typing("\\x03", "run", "--", shell, "-c", "sleep 20; sleep 20");
      assertEquals(128 + 2, outcome.exit(), shell + ": " + outcome.err());
      assertTrue(System.nanoTime() - start < 10_000_000_000L, shell);
    }
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
