package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Signals;
import dev.limpet.linux.Termios;
import dev.limpet.linux.WindowSize;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalRelayTest {
  private static final int OPEN = Flags.O_RDWR | Flags.O_NOCTTY;
  private static final long SET =
      Signals.set(
          Flags.SIGCHLD, Flags.SIGTERM, Flags.SIGWINCH, Flags.SIGCONT, Flags.SIGHUP, Flags.SIGTTOU);

  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);
  private final TerminalRelay relay = new TerminalRelay(kernel);
  private final int[] code = new int[2];

  /** The master of the terminal that the caller sits at. */
  private int outside;

  @BeforeEach
  void sitAtATerminal() {
    outside = kernel.openat(Flags.AT_FDCWD, "/dev/ptmx", OPEN | Flags.O_NONBLOCK, 0);
    kernel.ioctl_TIOCSPTLCK(outside, false);
    kernel.ioctl_TIOCSWINSZ(outside, new WindowSize(24, 80));
    int inside = kernel.ioctl_TIOCGPTPEER(outside, OPEN);
    for (int fd = 0; fd < 3; fd++) {
      kernel.dup3(inside, fd, 0);
    }
    kernel.close(inside);
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, SET);
  }

  /** The guest's process has made a terminal and become the guest. */
  private void start() {
    relay.prepare();
    List<Integer> open = kernel.openDescriptors();
    kernel.otherSendsTerminal(open.get(open.size() - 1));
    relay.started();
  }

  private int awaitSignal(int signal) {
    kernel.whenWaiting(() -> kernel.raise(signal));
    return relay.await(SET, -1, code);
  }

  private void type(String text) {
    byte[] bytes = OsString.encode(text);
    kernel.write(outside, bytes, 0, bytes.length);
  }

  /** What is seen on the caller's terminal. */
  private String seen() {
    byte[] bytes = new byte[100_000];
    int got = kernel.read(outside, bytes, 0, bytes.length);
    return OsString.decode(bytes, 0, got);
  }

  private boolean isRaw() {
    return !kernel.ioctl_TCGETS(outside).hasLocal(Termios.ICANON);
  }

  private void end() {
    kernel.otherEnds();
    relay.ended(SET);
    relay.close();
  }

  private void checkClean() {
    kernel.close(outside);
    kernel.checkClean();
  }

  @Test
  void whatTheBoxWritesIsSeenAndWhatIsTypedArrives() {
    start();
    kernel.otherWrites("prompt$ ");
    type("ls\r");
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    assertEquals("prompt$ ", seen());
    assertEquals("ls\r", kernel.otherReads());
    end();
    checkClean();
  }

  @Test
  void callersTerminalIsRawAsLongAsTheBoxRuns() {
    Termios before = kernel.ioctl_TCGETS(outside);
    start();
    assertTrue(isRaw());
    end();
    assertEquals(before, kernel.ioctl_TCGETS(outside));
    checkClean();
  }

  @Test
  void callersTerminalIsItsOwnWhileTheBoxIsStopped() {
    start();
    relay.stopping();
    assertFalse(isRaw());
    relay.continued();
    assertTrue(isRaw());
  }

  @Test
  void modesThatSomebodyElseHasSetSinceStay() {
    start();
    Termios raw = kernel.ioctl_TCGETS(outside);
    Termios others = new Termios(1, raw.oflag(), raw.cflag(), raw.lflag(), raw.line(), raw.cc());
    kernel.ioctl_TCSETS(outside, others);
    end();
    assertEquals(others, kernel.ioctl_TCGETS(outside));
  }

  @Test
  void launcherThatGoesOnMakesTheTerminalRawAgain() {
    Termios before = kernel.ioctl_TCGETS(outside);
    start();
    kernel.ioctl_TCSETS(outside, before);
    assertEquals(Flags.SIGCONT, awaitSignal(Flags.SIGCONT));
    assertTrue(isRaw());
    end();
    assertEquals(before, kernel.ioctl_TCGETS(outside));
  }

  @Test
  void windowHasTheSizeOfTheCallers() {
    start();
    assertEquals(new WindowSize(24, 80), kernel.sizeOfOthers());
    kernel.ioctl_TIOCSWINSZ(outside, new WindowSize(50, 132));
    assertEquals(Flags.SIGWINCH, awaitSignal(Flags.SIGWINCH));
    assertEquals(new WindowSize(50, 132), kernel.sizeOfOthers());
    assertEquals(Attendant.DELIVERED, code[0]);
    assertEquals(0, code[1]);
  }

  @Test
  void keyThatIsASignalIsReportedWithItsGroup() {
    start();
    kernel.otherIsInForeground(4711);
    type("\003");
    assertEquals(Flags.SIGINT, relay.await(SET, -1, code));
    assertEquals(Attendant.DELIVERED, code[0]);
    assertEquals(4711, code[1]);
    assertEquals("\003", kernel.otherReads());
    type("a\032");
    assertEquals(Flags.SIGTSTP, relay.await(SET, -1, code));
    type("\034");
    assertEquals(Flags.SIGQUIT, relay.await(SET, -1, code));
  }

  @Test
  void keyThatIsNoSignalToTheBoxIsJustAKey() {
    start();
    type("\026\003"); // quoted
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    kernel.modesOfOthers(kernel.ioctl_TCGETS(outside).raw());
    type("\003");
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    assertEquals("\026\003\003", kernel.otherReads());
  }

  @Test
  void outputThatNobodyTakesWaitsAndTheRestComesAfterTheEnd() {
    start();
    kernel.full(1, true);
    kernel.otherWrites("x".repeat(10_000));
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    kernel.otherEnds();
    kernel.whenWaiting(() -> kernel.full(1, false));
    relay.ended(SET);
    assertEquals("x".repeat(10_000), seen());
    relay.close();
    checkClean();
  }

  @Test
  void restIsGivenUpForASignal() {
    start();
    kernel.full(1, true);
    kernel.otherWrites("x");
    kernel.otherEnds();
    kernel.whenWaiting(() -> kernel.raise(Flags.SIGTERM));
    relay.ended(SET);
    relay.close();
    assertFalse(isRaw());
    checkClean();
  }

  @Test
  void readerThatIsGoneHangsUp() {
    int[] pipe = new int[2];
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    kernel.dup3(pipe[1], 1, 0);
    kernel.close(pipe[1]);
    start();
    kernel.close(pipe[0]);
    assertEquals(Flags.SIG_IGN, kernel.disposition(Flags.SIGPIPE));
    kernel.otherWrites("y\n");
    assertEquals(Flags.SIGHUP, relay.await(SET, -1, code));
    assertEquals(Attendant.DELIVERED, code[0]);
    assertEquals(Attendant.GUEST, code[1]);
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    end();
    checkClean();
  }

  @Test
  void endOfAPipedInputIsTypedOnceAllIsRead() {
    int[] pipe = new int[2];
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    kernel.dup3(pipe[0], 0, 0);
    kernel.close(pipe[0]);
    kernel.write(pipe[1], OsString.encode("one\n"), 0, 4);
    kernel.close(pipe[1]);
    start();
    assertFalse(isRaw());
    StringBuilder read = new StringBuilder();
    int[] looks = new int[1];
    kernel.onTimeout(
        () -> {
          looks[0]++;
          if (looks[0] == 6) {
            read.append(kernel.otherReads()).append('|');
          } else if (looks[0] == 12) {
            kernel.raise(Flags.SIGCHLD);
          }
        });
    assertEquals(Flags.SIGCHLD, relay.await(SET, -1, code));
    assertEquals("one\n|\004", read + kernel.otherReads());
    end();
    checkClean();
  }

  @Test
  void guestThatWasNotStartedLeavesTheTerminalAlone() {
    relay.prepare();
    relay.started();
    assertFalse(isRaw());
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    end();
    checkClean();
  }

  @Test
  void terminalOfAnotherUserIsUsedAsItIs() {
    kernel.failNext("openat", "/proc/self/fd/1", Errno.EACCES);
    start();
    kernel.otherWrites("seen");
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    assertEquals("seen", seen());
    end();
    checkClean();
  }

  @Test
  void descriptorsThatTheCallerClosedAreOpened() {
    kernel.close(0);
    kernel.close(2);
    start();
    assertEquals(Flags.SIGCHLD, awaitSignal(Flags.SIGCHLD));
    end();
    checkClean();
  }
}
