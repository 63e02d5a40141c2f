package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Children: how they end, and who hears of it. */
abstract class ProcessesContract extends KernelContract {
  /** Starts a child that exits with {@code code} at once; returns its pid. */
  abstract int childThatExits(int code);

  /** Starts a child that waits for ever; returns its pid. */
  abstract int childThatWaits();

  /** Runs {@code body} as a child, where a failure of it fails the test. */
  abstract void inChild(Call body);

  private WaitStatus wait(int pid) {
    int[] status = new int[1];
    assertEquals(pid, kernel.wait4(pid, status, 0));
    return new WaitStatus(status[0]);
  }

  @Test
  void exitCodeOfAChildIsTold() {
    long set = Signals.set(Flags.SIGCHLD);
    long old = kernel.rt_sigprocmask(Flags.SIG_BLOCK, set);
    int pid = childThatExits(42);
    int[] code = new int[1];
    assertEquals(Flags.SIGCHLD, kernel.rt_sigtimedwait(set, -1, code));
    int exited = 1;
    assertEquals(exited, code[0]);
    WaitStatus status = wait(pid);
    assertTrue(status.isExited());
    assertEquals(42, status.code());
    assertEquals(42, status.exitCode());
    assertErrno(Errno.ECHILD, () -> kernel.wait4(pid, new int[1], 0));
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, old);
  }

  @Test
  void signalThatEndsAChildIsTold() {
    int pid = childThatWaits();
    assertEquals(0, kernel.wait4(pid, new int[1], Flags.WNOHANG));
    kernel.kill(pid, Flags.SIGKILL);
    WaitStatus status = wait(pid);
    assertTrue(status.isSignaled());
    assertEquals(Flags.SIGKILL, status.signal());
    assertEquals(137, status.exitCode());
    assertErrno(Errno.ESRCH, () -> kernel.kill(pid, Flags.SIGTERM));
  }

  @Test
  void descriptorOfAChildIsReadyWhenItHasEnded() {
    int pid = childThatWaits();
    int fd = kernel.pidfd_open(pid, 0);
    int[] ready = new int[1];
    assertEquals(0, kernel.ppoll(new int[] {fd}, new int[] {Flags.POLLIN}, ready, 0));
    kernel.kill(pid, Flags.SIGKILL);
    assertEquals(1, kernel.ppoll(new int[] {fd}, new int[] {Flags.POLLIN}, ready, -1));
    wait(pid);
    kernel.close(fd);
  }

  @Test
  void descriptorTellsOfASignalThatIsPending() {
    long set = Signals.set(Flags.SIGCHLD);
    long old = kernel.rt_sigprocmask(Flags.SIG_BLOCK, set);
    int fd = kernel.signalfd4(-1, Signals.set(Flags.SIGUSR1), Flags.SFD_CLOEXEC);
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(fd, Flags.F_GETFD, 0));
    int pid = childThatExits(0);
    wait(pid);
    int[] ready = new int[1];
    assertEquals(0, kernel.ppoll(new int[] {fd}, new int[] {Flags.POLLIN}, ready, 0));
    assertEquals(fd, kernel.signalfd4(fd, set, 0));
    assertEquals(1, kernel.ppoll(new int[] {fd}, new int[] {Flags.POLLIN}, ready, -1));
    assertEquals(Flags.POLLIN, ready[0]);
    assertEquals(Flags.SIGCHLD, kernel.rt_sigtimedwait(set, 0));
    assertEquals(0, kernel.ppoll(new int[] {fd}, new int[] {Flags.POLLIN}, ready, 0));
    kernel.close(fd);
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, old);
  }

  @Test
  void descriptorOfSignalsIsNotMadeOfAnother() {
    long set = Signals.set(Flags.SIGUSR1);
    int file = open("/dev/null");
    assertErrno(Errno.EINVAL, () -> kernel.signalfd4(file, set, 0));
    assertErrno(Errno.EINVAL, () -> kernel.signalfd4(-1, set, 1));
    kernel.close(file);
    assertErrno(Errno.EBADF, () -> kernel.signalfd4(987, set, 0));
  }

  @Test
  void childLeadsASessionOnce() {
    int parent = kernel.getpid();
    inChild(
        () -> {
          assertEquals(parent, kernel.getppid());
          assertTrue(kernel.getpgid(0) != kernel.getpid());
          assertEquals(kernel.getpid(), kernel.setsid());
          assertEquals(kernel.getpid(), kernel.getpgid(0));
          assertErrno(Errno.ESRCH, () -> kernel.getpgid(1 << 22));
          assertErrno(Errno.EPERM, () -> kernel.setsid());
        });
  }

  @Test
  void eachSessionKeyringIsNew() {
    inChild(
        () -> {
          int first = kernel.keyctl_JOIN_SESSION_KEYRING();
          assertTrue(first > 0);
          assertTrue(kernel.keyctl_JOIN_SESSION_KEYRING() != first);
        });
  }

  @Test
  void leaderOfASessionTakesOneTerminal() {
    inChild(
        () -> {
          int open = Flags.O_RDWR | Flags.O_NOCTTY | Flags.O_CLOEXEC;
          int master = kernel.openat(Flags.AT_FDCWD, "/dev/ptmx", open, 0);
          kernel.ioctl_TIOCSPTLCK(master, false);
          int slave = kernel.ioctl_TIOCGPTPEER(master, open);
          assertErrno(Errno.EPERM, () -> kernel.ioctl_TIOCSCTTY(slave));
          kernel.setsid();
          kernel.ioctl_TIOCSCTTY(slave);
          assertEquals(kernel.getpid(), kernel.ioctl_TIOCGPGRP(slave));
          assertEquals(kernel.getpid(), kernel.ioctl_TIOCGPGRP(master));
          int other = kernel.openat(Flags.AT_FDCWD, "/dev/ptmx", open, 0);
          kernel.ioctl_TIOCSPTLCK(other, false);
          int second = kernel.ioctl_TIOCGPTPEER(other, open);
          assertErrno(Errno.EPERM, () -> kernel.ioctl_TIOCSCTTY(second));
          for (int fd : new int[] {second, other}) {
            kernel.close(fd);
          }
        });
  }
}
