package dev.limpet.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals, and that a box never outlives its launcher. */
@ParameterizedClass
@EnumSource(Caller.class)
record LifetimeIT(Caller caller) {
  private static final String READY = "ready";

  /** Starts {@code script} in a box and returns once it has printed {@link #READY}. */
  private Process ready(String script) throws IOException {
    Process launcher = Limpet.start(caller, "run", "--", "sh", "-c", script);
    assertEquals(READY, readLine(launcher));
    return launcher;
  }

  /** Reads one line without buffering past it. */
  private static String readLine(Process process) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = process.getInputStream().read(); c != '\n' && c >= 0; ) {
      line.append((char) c);
      c = process.getInputStream().read();
    }
    return line.toString();
  }

  private static void signal(Process launcher, String name) {
    assertEquals(0, Limpet.host("kill", "-" + name, String.valueOf(launcher.pid())).exit());
  }

  @Test
  void signalsReachTheGuest() throws IOException {
    for (String name : new String[] {"TERM", "INT", "HUP", "QUIT", "USR1", "USR2"}) {
      Process launcher =
          ready(
              "trap 'echo got "
                  + name
                  + "; exit 33' "
                  + name
                  + "; echo ready; while :; do sleep 0.05; done");
      signal(launcher, name);
      Outcome outcome = Limpet.finish(launcher);
      assertEquals("got " + name, outcome.line());
      assertEquals(33, outcome.exit());
    }
  }

  @Test
  void guestWithoutHandlerDiesOfTheSignalAsOutsideABox() throws IOException {
    // A pid 1 ignores what it does not catch; the launcher gives the signal its default action.
    Process launcher = ready("echo ready; exec sleep 1000");
    signal(launcher, "TERM");
    assertEquals(128 + 15, Limpet.finish(launcher).exit());
  }

  @Test
  void guestThatIgnoresASignalLives() throws IOException {
    Process launcher = ready("trap '' TERM; echo ready; sleep 0.6; exit 9");
    signal(launcher, "TERM");
    assertEquals(9, Limpet.finish(launcher).exit());
  }

  @Test
  void signalThatTheGuestRaisesAgainEndsIt() throws IOException {
    assertEndsOfTerm(
        "$SIG{TERM} = sub { $SIG{TERM} = \"DEFAULT\"; kill TERM => $$ };"
            + " $| = 1; print \"ready\\n\"; sleep 1 while 1");
  }

  @Test
  void signalThatComesWhileItIsBlockedEndsTheGuest() throws IOException {
    assertEndsOfTerm(
        "use POSIX; my $term = POSIX::SigSet->new(SIGTERM); sigprocmask(SIG_BLOCK, $term);"
            + " $| = 1; print \"ready\\n\"; select(undef, undef, undef, 0.5);"
            + " sigprocmask(SIG_UNBLOCK, $term); sleep 1 while 1");
  }

  /** Sends TERM to a guest in Perl once it has printed {@link #READY}. */
  private void assertEndsOfTerm(String perl) throws IOException {
    Process launcher = ready("exec perl -e '" + perl + "'");
    signal(launcher, "TERM");
    assertEquals(128 + 15, Limpet.finish(launcher).exit());
  }

  @Test
  void launcherListensWhileTheGuestIsStillBeingStarted() throws Exception {
    // The guest's process is stuck in writing what is wrong to a pipe that is full. Somebody reads
    // it two seconds later.
    String full =
        "perl -e '$^F = 9; pipe(R, W); use Fcntl; fcntl(W, F_SETFL, O_NONBLOCK);"
            + " 1 while syswrite(W, \"x\" x 4096); fcntl(W, F_SETFL, 0);"
            + " if (!fork) { close W; sleep 2; 1 while sysread(R, $b, 65536); exit }"
            + " open(STDERR, \">&W\"); exec @ARGV' -- ";
    List<String> timed =
        Limpet.command(caller, "run", "--timeout", "0.5", "--", "/no/such/program");
    assertEquals(124, Limpet.host("sh", "-c", full + Shell.quote(timed)).exit());
    String run = Shell.quote(Limpet.command(caller, "run", "--", "/no/such/program"));
    Process stuck = new ProcessBuilder("sh", "-c", "exec " + full + run).start();
    Thread.sleep(700);
    signal(stuck, "TERM");
    assertEquals(128 + 15, Limpet.finish(stuck).exit());
  }

  @Test
  void holderThatIsKilledTakesTheBoxAlong() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    Process launcher = ready("echo ready; exec sleep 1000 # " + mark);
    ProcessHandle holder = launcher.descendants().findFirst().orElseThrow();
    holder.destroyForcibly();
    assertEquals(128 + 9, Limpet.finish(launcher).exit());
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void boxDiesWithAKilledLauncher() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    Process launcher =
        ready("echo ready; sh -c 'sleep 1000; : " + mark + "' & exec sleep 1001 # " + mark);
    assertTrue(Processes.any(mark));
    signal(launcher, "KILL");
    launcher.waitFor();
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void launcherKilledAtAnyMomentLeavesNoProcess() throws Exception {
    String mark = "limpet-mark-" + System.nanoTime();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Process launcher = Limpet.start(caller, "run", "--", "sh", "-c", "sleep 1000; : " + mark);
      Thread.sleep(Duration.ofNanos(random.nextInt(8_000_000)));
      signal(launcher, "KILL");
      launcher.waitFor();
    }
    assertTrue(Processes.awaitGone(mark));
  }

  @Test
  void nothingOfABoxIsLeftOnTheHost() throws IOException {
    String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
    for (int i = 0; i < 20; i++) {
      assertEquals(0, Limpet.limpet(caller, "run", "--", "true").exit());
    }
    assertEquals(
        125, Limpet.limpet(caller, "run", "--map", "/no/such", "/mnt", "--", "true").exit());
    assertEquals(mounts, Files.readString(Path.of("/proc/self/mountinfo")));
  }

  @Test
  void standardStreamsPassThrough() throws IOException {
    Process launcher = Limpet.start(caller, "run", "--", "cat");
    launcher.getOutputStream().write("through\n".getBytes(StandardCharsets.UTF_8));
    launcher.getOutputStream().close();
    assertEquals("through", readLine(launcher));
    assertEquals(0, Limpet.finish(launcher).exit());
  }
}
