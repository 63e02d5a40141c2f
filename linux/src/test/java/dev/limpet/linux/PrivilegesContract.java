package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What needs no other process: identity, signals of this one, and calls that are refused. */
abstract class PrivilegesContract extends KernelContract {
  private static final int NOBODY = 0x3fffffff;

  @Test
  void processKnowsWhoItIs() {
    assertTrue(kernel.getpid() > 0);
    assertTrue(kernel.getppid() >= 0);
    assertEquals(kernel.getuid(), kernel.geteuid());
    assertEquals(kernel.getgid(), kernel.getegid());
  }

  @Test
  void cloneThatSharesMemoryIsRefused() {
    assertErrno(Errno.EINVAL, () -> kernel.clone(Flags.CLONE_VM | Flags.SIGCHLD));
    assertErrno(Errno.EINVAL, () -> kernel.clone(Flags.CLONE_THREAD | Flags.CLONE_SIGHAND));
  }

  @Test
  void limitIsLoweredAndNeverSoftAboveHard() {
    kernel.setrlimit(Flags.RLIMIT_FSIZE, 1L << 40, 1L << 41);
    kernel.setrlimit(Flags.RLIMIT_FSIZE, 1L << 40, 1L << 40);
    assertErrno(Errno.EINVAL, () -> kernel.setrlimit(Flags.RLIMIT_FSIZE, 2, 1));
    assertErrno(Errno.EINVAL, () -> kernel.setrlimit(99, 1, 1));
  }

  @Test
  void processorsHaveToBeThere() {
    kernel.sched_setaffinity(0, new long[] {-1L, -1L});
    assertErrno(Errno.EINVAL, () -> kernel.sched_setaffinity(0, new long[] {0}));
    assertErrno(Errno.EINVAL, () -> kernel.sched_setaffinity(0, new long[0]));
    assertErrno(Errno.ESRCH, () -> kernel.sched_setaffinity(NOBODY, new long[] {-1L}));
  }

  @Test
  void unknownNamespaceIsRefused() {
    assertErrno(Errno.EINVAL, () -> kernel.unshare(1));
  }

  @Test
  void onlyNamespacesAreJoined() {
    assertErrno(Errno.EBADF, () -> kernel.setns(987, 0));
    int fd = open("/dev/null");
    assertErrno(Errno.EINVAL, () -> kernel.setns(fd, 0));
    kernel.close(fd);
  }

  @Test
  void executionOfWhatIsNoProgramReturnsTheErrno() {
    String[] none = {};
    String[] name = {"x"};
    assertEquals(Errno.ENOENT, kernel.execve("/nope", name, none));
    assertEquals(Errno.EACCES, kernel.execve("/", name, none));
    assertEquals(Errno.EACCES, kernel.execve("/dev/null", name, none));
    assertEquals(Errno.EACCES, kernel.execve(file("a", "text"), name, none));
    assertEquals(Errno.EINVAL, kernel.execve("/nope", new String[] {"a\0b"}, none));
  }

  @Test
  void executionWithALargeEnvironmentFailsLikeAnyOther() {
    String[] large = new String[40];
    for (int i = 0; i < large.length; i++) {
      large[i] = "V" + i + "=" + "é".repeat(2000);
    }
    assertEquals(Errno.ENOENT, kernel.execve("/nope", new String[] {"x"}, large));
  }

  @Test
  void waitForAStrangerFails() {
    assertErrno(Errno.ECHILD, () -> kernel.wait4(1, new int[1], 0));
    assertErrno(Errno.EINVAL, () -> kernel.wait4(1, new int[1], 1 << 20));
  }

  @Test
  void signalToNobodyFails() {
    assertErrno(Errno.ESRCH, () -> kernel.kill(NOBODY, 0));
    kernel.kill(kernel.getpid(), 0);
    assertErrno(Errno.EINVAL, () -> kernel.kill(kernel.getpid(), 65));
  }

  @Test
  void descriptorOfAProcessIsForLivingOnes() {
    kernel.close(kernel.pidfd_open(kernel.getpid(), 0));
    assertErrno(Errno.ESRCH, () -> kernel.pidfd_open(NOBODY, 0));
    assertErrno(Errno.EINVAL, () -> kernel.pidfd_open(-1, 0));
    assertErrno(Errno.EINVAL, () -> kernel.pidfd_open(kernel.getpid(), 1));
  }

  @Test
  void maskOfSignalsIsSetAndTold() {
    long usr = Signals.set(Flags.SIGUSR1, Flags.SIGUSR2);
    long before = kernel.rt_sigprocmask(Flags.SIG_BLOCK, usr);
    assertEquals(usr, kernel.rt_sigprocmask(Flags.SIG_UNBLOCK, Signals.set(Flags.SIGUSR1)) & usr);
    long user2 = Signals.set(Flags.SIGUSR2);
    assertEquals(user2, kernel.rt_sigprocmask(Flags.SIG_SETMASK, before) & usr);
    assertEquals(before, kernel.rt_sigprocmask(Flags.SIG_BLOCK, 0));
    assertErrno(Errno.EINVAL, () -> kernel.rt_sigprocmask(7, 0));
  }

  @Test
  void waitForSignalsEndsWithItsTimeout() {
    long set = Signals.set(Flags.SIGUSR1);
    long old = kernel.rt_sigprocmask(Flags.SIG_BLOCK, set);
    long before = kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
    assertEquals(0, kernel.rt_sigtimedwait(set, 2_000_000));
    assertTrue(kernel.clock_gettime(Flags.CLOCK_MONOTONIC) - before >= 2_000_000);
    assertEquals(0, kernel.rt_sigtimedwait(set, 0));
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, old);
  }

  @Test
  void dispositionOfSomeSignalsCannotChange() {
    kernel.rt_sigaction(Flags.SIGUSR2, Flags.SIG_IGN);
    kernel.rt_sigaction(Flags.SIGUSR2, Flags.SIG_DFL);
    assertErrno(Errno.EINVAL, () -> kernel.rt_sigaction(Flags.SIGKILL, Flags.SIG_IGN));
    assertErrno(Errno.EINVAL, () -> kernel.rt_sigaction(65, Flags.SIG_IGN));
    assertErrno(Errno.EINVAL, () -> kernel.rt_sigaction(Flags.SIGUSR2, 4096));
  }

  @Test
  void prctlKnowsNumbersOnly() {
    assertEquals(1, kernel.prctl(Flags.PR_CAPBSET_READ, 0, 0, 0, 0) | 1);
    assertErrno(Errno.EINVAL, () -> kernel.prctl(Flags.PR_CAPBSET_READ, 63, 0, 0, 0));
    assertErrno(Errno.EINVAL, () -> kernel.prctl(Flags.PR_SET_NO_NEW_PRIVS, 2, 0, 0, 0));
    assertErrno(Errno.EINVAL, () -> kernel.prctl(Flags.PR_SET_PDEATHSIG, 65, 0, 0, 0));
    int getDeathSignalIntoMemory = 2;
    assertErrno(Errno.EINVAL, () -> kernel.prctl(getDeathSignalIntoMemory, 8, 0, 0, 0));
  }

  @Test
  void filterWithoutInstructionsIsRefused() {
    assertErrno(Errno.EINVAL, () -> kernel.seccomp(0, new long[0]));
    assertErrno(Errno.EINVAL, () -> kernel.seccomp(0, new long[4097]));
    assertErrno(Errno.EINVAL, () -> kernel.seccomp(1 << 20, new long[1]));
  }

  @Test
  void mountOnWhatIsMissingNamesBoth() {
    try {
      kernel.mount("proc", "/nope", "proc", 0, null);
    } catch (ErrnoException e) {
      assertEquals("mount proc on /nope: ENOENT", e.getMessage());
      assertEquals("mount", e.call());
      assertEquals("proc on /nope", e.subject());
      assertEquals(Errno.ENOENT, e.errno());
      return;
    }
    throw new AssertionError("it was mounted");
  }
}
