package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.ExitCode;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Signals;
import dev.limpet.linux.WaitStatus;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private final FakeKernel kernel = FakeKernel.asRoot();
  private final Supervisor supervisor = new Supervisor(kernel);

  private int box() {
    supervisor.holdSignals();
    kernel.nextCloneIsParent();
    return kernel.clone(Flags.SIGCHLD);
  }

  private void guest(int box, long blocked, long ignored, long caught) {
    String signals = " " + blocked + " " + ignored + " " + caught;
    String line = box + " (a (b) c) S 1 500" + " 0".repeat(26) + signals + " 0 0\n";
    kernel.file("/proc/" + box + "/stat", 0444, line);
  }

  @Test
  void exitCodePassesThrough() {
    int box = box();
    kernel.childEnds(box, WaitStatus.exited(42));
    assertEquals(42, supervisor.follow(box, new long[Supervisor.USAGE]));
    kernel.checkClean();
  }

  @Test
  void signalThatEndsTheGuestGives128AndItsNumber() {
    int box = box();
    kernel.childEnds(box, WaitStatus.signaled(Flags.SIGSEGV));
    assertEquals(128 + 11, supervisor.follow(box, new long[Supervisor.USAGE]));
  }

  @Test
  void guestThatDoesNotCareEndsOfTerm() {
    int box = box();
    guest(box, 0, 0, 0);
    kernel.raise(Flags.SIGTERM);
    assertEquals(128 + 15, supervisor.follow(box, new long[Supervisor.USAGE]));
    assertTrue(kernel.transcript().toString().contains("SIGKILL"));
    kernel.checkClean();
  }

  @Test
  void guestThatCatchesTermGetsIt() {
    int box = box();
    guest(box, 0, 0, Signals.set(Flags.SIGTERM));
    kernel.raise(Flags.SIGTERM);
    kernel.childEnds(box, WaitStatus.exited(3));
    assertEquals(3, supervisor.follow(box, new long[Supervisor.USAGE]));
    assertFalse(kernel.transcript().toString().contains("SIGKILL"));
    assertTrue(kernel.transcript().toString().contains("kill(" + box + ", SIGTERM)"));
  }

  @Test
  void signalThatCameBeforeTheGuestEndsIt() {
    supervisor.holdSignals();
    kernel.raise(Flags.SIGTERM);
    assertEquals(Flags.SIGTERM, supervisor.releaseSignals());
  }

  @Test
  void callerThatIgnoresChildrenDoesNotKeepTheLauncherFromHearingOfThem() {
    kernel.rt_sigaction(Flags.SIGCHLD, Flags.SIG_IGN);
    supervisor.holdSignals();
    assertEquals(Flags.SIG_DFL, kernel.disposition(Flags.SIGCHLD));
  }

  @Test
  void guestGetsTheCallersMask() {
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, Signals.set(Flags.SIGUSR1));
    supervisor.holdSignals();
    assertEquals(0, supervisor.releaseSignals());
    assertEquals(Signals.set(Flags.SIGUSR1), kernel.blocked());
  }

  @Test
  void boxThatTakesTooLongIsKilled() {
    int box = box();
    supervisor.endAt(1); // long ago
    assertEquals(ExitCode.TIMED_OUT, supervisor.follow(box, new long[Supervisor.USAGE]));
    assertTrue(supervisor.isOverdue());
    assertTrue(kernel.transcript().toString().contains("SIGKILL"));
    kernel.checkClean();
  }

  @Test
  void whatTheBoxUsedIsKnownAtItsEnd() {
    int box = box();
    long[] usage = new long[Supervisor.USAGE];
    kernel.childEnds(box, WaitStatus.exited(0));
    assertEquals(0, supervisor.follow(box, usage));
    assertTrue(usage[0] > 0 && usage[1] > 0 && usage[2] > 0);
    assertFalse(supervisor.isOverdue());
  }
}
