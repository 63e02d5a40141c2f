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
  private final Supervisor supervisor = new Supervisor(kernel, new SignalsOnly(kernel));

  private Supervisor.Box box() {
    supervisor.holdSignals();
    kernel.nextCloneIsParent();
    int[] guest = new int[1];
    int holder = kernel.clone(0, Flags.CLONE_NEWPID, 0, 0, guest, () -> {});
    return new Supervisor.Box(holder, guest[0]);
  }

  /** What /proc says of the guest, here pid 4711. */
  private void guest(Supervisor.Box box, long blocked, long ignored, long caught) {
    String signals = " " + blocked + " " + ignored + " " + caught;
    String line = "4711 (a (b) c) S 1 500" + " 0".repeat(26) + signals + " 0 0\n";
    kernel.file("/proc/4711/stat", 0444, line);
    kernel.file("/proc/self/fdinfo/" + box.guest(), 0400, "flags:\t02\nPid:\t4711\n");
  }

  private int follow(Supervisor.Box box) {
    int code = supervisor.follow(box, new long[Supervisor.USAGE]);
    kernel.close(box.guest());
    return code;
  }

  private boolean happened(String call) {
    return kernel.transcript().toString().contains(call);
  }

  @Test
  void exitCodePassesThrough() {
    Supervisor.Box box = box();
    kernel.childEnds(box.holder(), WaitStatus.exited(42));
    assertEquals(42, follow(box));
    kernel.checkClean();
  }

  @Test
  void signalThatEndsTheGuestGives128AndItsNumber() {
    Supervisor.Box box = box();
    kernel.childEnds(box.holder(), WaitStatus.signaled(Flags.SIGSEGV));
    assertEquals(128 + 11, follow(box));
  }

  @Test
  void guestThatDoesNotCareEndsOfTerm() {
    Supervisor.Box box = box();
    guest(box, 0, 0, 0);
    kernel.raise(Flags.SIGTERM);
    assertEquals(128 + 15, follow(box));
    assertTrue(happened("SIGKILL"));
    kernel.checkClean();
  }

  @Test
  void guestThatCatchesTermGetsIt() {
    Supervisor.Box box = box();
    guest(box, 0, 0, Signals.set(Flags.SIGTERM));
    kernel.raise(Flags.SIGTERM);
    kernel.childEnds(box.holder(), WaitStatus.exited(3));
    assertEquals(3, follow(box));
    assertFalse(happened("SIGKILL"));
    assertTrue(happened("pidfd_send_signal(" + box.guest() + ", SIGTERM, 0)"));
  }

  @Test
  void guestThatRestoresTheDefaultOfATermItGotEndsOfIt() {
    Supervisor.Box box = box();
    guest(box, 0, 0, Signals.set(Flags.SIGTERM));
    kernel.raise(Flags.SIGTERM);
    // What the guest does meanwhile: the second look finds the default action.
    kernel.onTimeout(() -> guest(box, 0, 0, 0));
    assertEquals(128 + 15, follow(box));
    assertTrue(happened("SIGKILL"));
    kernel.checkClean();
  }

  @Test
  void guestThatHadTheSignalBlockedForAMomentEndsOfIt() {
    Supervisor.Box box = box();
    guest(box, Signals.set(Flags.SIGHUP), 0, 0);
    kernel.raise(Flags.SIGHUP);
    kernel.onTimeout(() -> guest(box, 0, 0, 0));
    assertEquals(128 + 1, follow(box));
  }

  @Test
  void guestThatGoesOnAfterASignalIsLeftAlone() {
    Supervisor.Box box = box();
    guest(box, 0, 0, Signals.set(Flags.SIGTERM));
    kernel.raise(Flags.SIGTERM);
    int[] looks = new int[1];
    kernel.onTimeout(
        () -> {
          if (++looks[0] == 5) {
            kernel.childEnds(box.holder(), WaitStatus.exited(0));
          }
        });
    assertEquals(0, follow(box));
    assertFalse(happened("SIGKILL"));
  }

  @Test
  void keyReachesTheWholeGroupOfTheGuest() {
    Supervisor.Box box = box();
    guest(box, 0, 0, Signals.set(Flags.SIGINT));
    kernel.raise(Flags.SIGINT, Flags.SI_KERNEL);
    kernel.childEnds(box.holder(), WaitStatus.exited(7));
    assertEquals(7, follow(box));
    assertTrue(happened("pidfd_send_signal(" + box.guest() + ", SIGINT, 4)"));
  }

  @Test
  void guestThatRestoresTheDefaultMuchLaterIsLeftAlone() {
    Supervisor.Box box = box();
    guest(box, 0, 0, Signals.set(Flags.SIGTERM));
    kernel.raise(Flags.SIGTERM);
    int[] looks = new int[1];
    kernel.onTimeout(
        () -> {
          if (++looks[0] == 6) {
            guest(box, 0, 0, 0);
            kernel.childEnds(box.holder(), WaitStatus.exited(0));
          }
        });
    assertEquals(0, follow(box));
    assertFalse(happened("SIGKILL"));
  }

  @Test
  void startThatWasCutOffByTheTimeoutTellsThat() {
    Supervisor.Box box = box();
    supervisor.endAt(1);
    kernel.childEnds(box.holder(), WaitStatus.signaled(Flags.SIGKILL));
    assertEquals(ExitCode.TIMED_OUT, follow(box));
    assertTrue(supervisor.isOverdue());
  }

  @Test
  void guestThatHasEndedGetsNoSignal() {
    Supervisor.Box box = box();
    kernel.file("/proc/self/fdinfo/" + box.guest(), 0400, "Pid:\t-1\n");
    kernel.raise(Flags.SIGTERM);
    kernel.childEnds(box.holder(), WaitStatus.exited(4));
    assertEquals(4, follow(box));
    assertFalse(happened("pidfd_send_signal"));
  }

  @Test
  void startThatWasGivenUpForASignalEndsByIt() {
    Supervisor.Box box = box();
    kernel.file("/proc/self/fdinfo/" + box.guest(), 0400, "Pid:\t-1\n");
    kernel.raise(Flags.SIGTERM);
    kernel.childEnds(box.holder(), WaitStatus.signaled(Flags.SIGKILL));
    assertEquals(128 + 15, follow(box));
  }

  @Test
  void guestOfWhichProcDoesNotTellCanBeEnded() {
    Supervisor.Box box = box();
    kernel.raise(Flags.SIGTERM);
    assertEquals(128 + 15, follow(box));
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
    Supervisor.Box box = box();
    supervisor.endAt(1); // long ago
    assertEquals(ExitCode.TIMED_OUT, follow(box));
    assertTrue(supervisor.isOverdue());
    assertTrue(happened("SIGKILL"));
    kernel.checkClean();
  }

  @Test
  void whatTheBoxUsedIsKnownAtItsEnd() {
    Supervisor.Box box = box();
    long[] usage = new long[Supervisor.USAGE];
    kernel.childEnds(box.holder(), WaitStatus.exited(0));
    assertEquals(0, supervisor.follow(box, usage));
    kernel.close(box.guest());
    assertTrue(usage[0] > 0 && usage[1] > 0 && usage[2] > 0);
    assertFalse(supervisor.isOverdue());
  }

  /** Follows a box of which a terminal has delivered a signal to a group. */
  private int followDelivered(int signal, int group) {
    SignalsOnly signals = new SignalsOnly(kernel);
    boolean[] told = new boolean[1];
    Attendant terminal =
        (set, timeout, code) -> {
          if (told[0]) {
            return signals.await(set, timeout, code);
          }
          told[0] = true;
          code[0] = Attendant.DELIVERED;
          code[1] = group;
          return signal;
        };
    Supervisor.Box box = box();
    guest(box, 0, 0, signal == Flags.SIGQUIT ? Signals.set(Flags.SIGQUIT) : 0);
    kernel.whenWaiting(() -> kernel.childEnds(box.holder(), WaitStatus.exited(6)));
    int code = new Supervisor(kernel, terminal).follow(box, new long[Supervisor.USAGE]);
    kernel.close(box.guest());
    return code;
  }

  @Test
  void guestThatDoesNotCareEndsOfAKeyAtItsTerminal() {
    assertEquals(128 + 2, followDelivered(Flags.SIGINT, 4711));
    assertTrue(happened("SIGKILL"));
    assertFalse(happened("pidfd_send_signal"));
  }

  @Test
  void keyForAnotherGroupLeavesTheGuestAlone() {
    assertEquals(6, followDelivered(Flags.SIGINT, 4712));
    assertFalse(happened("SIGKILL"));
  }

  @Test
  void guestThatCatchesAKeyGetsItOnce() {
    assertEquals(6, followDelivered(Flags.SIGQUIT, 4711));
    assertFalse(happened("pidfd_send_signal"));
  }

  @Test
  void guestWhoseTerminalIsHungUpEnds() {
    assertEquals(128 + 1, followDelivered(Flags.SIGHUP, Attendant.GUEST));
  }
}
