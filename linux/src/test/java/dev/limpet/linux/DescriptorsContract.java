package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Descriptors, pipes, time and chance. */
abstract class DescriptorsContract extends KernelContract {
  private static final int NEVER_OPEN = 987;

  @Test
  void closedDescriptorIsClosed() {
    int fd = open("/dev/null");
    kernel.close(fd);
    assertErrno(Errno.EBADF, () -> kernel.read(fd, new byte[1], 0, 1));
    assertRefusesToClose(fd);
  }

  @Test
  void rangeOfDescriptorsIsClosedOrMarked() {
    int fd = open("/dev/null");
    int high = kernel.fcntl(fd, Flags.F_DUPFD, 700);
    assertEquals(700, high);
    kernel.close_range(high, high, Flags.CLOSE_RANGE_CLOEXEC);
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(high, Flags.F_GETFD, 0));
    kernel.close_range(high, high + 10, 0);
    assertErrno(Errno.EBADF, () -> kernel.fcntl(high, Flags.F_GETFD, 0));
    assertErrno(Errno.EINVAL, () -> kernel.close_range(high, high - 1, 0));
    assertErrno(Errno.EINVAL, () -> kernel.close_range(high, high, 1 << 20));
    kernel.close(fd);
  }

  @Test
  void readGoesIntoThePartThatIsAskedFor() {
    int fd = open(file("a", "abcdef"));
    byte[] buffer = OsString.encode("........");
    assertEquals(3, kernel.read(fd, buffer, 2, 3));
    assertEquals("..abc...", OsString.decode(buffer));
    assertEquals(3, kernel.read(fd, buffer, 0, 8));
    assertEquals(0, kernel.read(fd, buffer, 0, 8));
    kernel.close(fd);
  }

  @Test
  void readAndWriteOfTheWrongKindFail() {
    int fd = open("/dev/null");
    assertErrno(Errno.EBADF, () -> kernel.write(fd, new byte[1], 0, 1));
    kernel.close(fd);
    int folder = open("/tmp");
    assertErrno(Errno.EISDIR, () -> kernel.read(folder, new byte[1], 0, 1));
    kernel.close(folder);
    assertErrno(Errno.EBADF, () -> kernel.write(NEVER_OPEN, new byte[1], 0, 1));
  }

  @Test
  void writeToTheFullDeviceFails() {
    int fd = kernel.openat(Flags.AT_FDCWD, "/dev/full", Flags.O_WRONLY | Flags.O_CLOEXEC, 0);
    assertErrno(Errno.ENOSPC, () -> kernel.write(fd, new byte[1], 0, 1));
    kernel.close(fd);
  }

  @Test
  void appendedBytesComeLast() {
    String path = file("a", "one ");
    int fd =
        kernel.openat(Flags.AT_FDCWD, path, Flags.O_WRONLY | Flags.O_APPEND | Flags.O_CLOEXEC, 0);
    write(fd, "two");
    kernel.close(fd);
    assertEquals("one two", content(path));
  }

  @Test
  void duplicateSharesThePosition() {
    int fd = open(file("a", "abc"));
    int copy = kernel.fcntl(fd, Flags.F_DUPFD_CLOEXEC, 100);
    assertTrue(copy >= 100);
    kernel.read(fd, new byte[1], 0, 1);
    assertEquals("bc", read(copy));
    kernel.close(copy);
    kernel.close(fd);
  }

  @Test
  void flagsOfADescriptorAreToldAndSet() {
    int[] pipe = pipe(0);
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(pipe[0], Flags.F_GETFD, 0));
    kernel.fcntl(pipe[0], Flags.F_SETFD, 0);
    assertEquals(0, kernel.fcntl(pipe[0], Flags.F_GETFD, 0));
    assertEquals(Flags.O_WRONLY, kernel.fcntl(pipe[1], Flags.F_GETFL, 0) & Flags.O_ACCMODE);
    kernel.fcntl(pipe[1], Flags.F_SETFL, Flags.O_NONBLOCK);
    assertTrue((kernel.fcntl(pipe[1], Flags.F_GETFL, 0) & Flags.O_NONBLOCK) != 0);
    assertErrno(Errno.EINVAL, () -> kernel.fcntl(pipe[0], 4711, 0));
    close(pipe);
    assertErrno(Errno.EBADF, () -> kernel.fcntl(NEVER_OPEN, Flags.F_GETFD, 0));
  }

  @Test
  void directoryFlagIsToldAsItWasGiven() {
    int fd = kernel.openat(Flags.AT_FDCWD, "/tmp", Flags.O_DIRECTORY | Flags.O_CLOEXEC, 0);
    assertTrue((kernel.fcntl(fd, Flags.F_GETFL, 0) & Flags.O_DIRECTORY) != 0);
    kernel.close(fd);
  }

  @Test
  void fcntlThatTakesAnAddressIsRefused() {
    int fd = open("/dev/null");
    int getLock = 5;
    assertErrno(Errno.EINVAL, () -> kernel.fcntl(fd, getLock, 8));
    kernel.close(fd);
  }

  @Test
  void duplicateTakesTheNumberItIsGiven() {
    int fd = open("/dev/null");
    int number = kernel.fcntl(fd, Flags.F_DUPFD_CLOEXEC, 300);
    assertEquals(number, kernel.dup3(fd, number, 0));
    assertEquals(0, kernel.fcntl(number, Flags.F_GETFD, 0));
    kernel.dup3(fd, number, Flags.O_CLOEXEC);
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(number, Flags.F_GETFD, 0));
    assertErrno(Errno.EINVAL, () -> kernel.dup3(fd, fd, 0));
    assertErrno(Errno.EINVAL, () -> kernel.dup3(fd, number, Flags.O_APPEND));
    assertErrno(Errno.EBADF, () -> kernel.dup3(NEVER_OPEN, number, 0));
    kernel.close(number);
    kernel.close(fd);
  }

  @Test
  void pipePassesBytesUntilItsWriterIsGone() {
    int[] pipe = pipe(0);
    write(pipe[1], "through");
    assertEquals("through", read(pipe[0]));
    kernel.close(pipe[1]);
    assertEquals("", read(pipe[0]));
    kernel.close(pipe[0]);
    assertErrno(Errno.EINVAL, () -> kernel.pipe2(new int[2], Flags.O_CREAT));
  }

  @Test
  void emptyPipeThatMayNotBlockSaysSo() {
    int[] pipe = pipe(Flags.O_NONBLOCK);
    assertErrno(Errno.EAGAIN, () -> kernel.read(pipe[0], new byte[1], 0, 1));
    close(pipe);
  }

  @Test
  void pipeWithoutReaderCannotBeWrittenTo() {
    kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_IGN);
    int[] pipe = pipe(0);
    kernel.close(pipe[0]);
    assertErrno(Errno.EPIPE, () -> kernel.write(pipe[1], new byte[1], 0, 1));
    kernel.close(pipe[1]);
  }

  @Test
  void pipeIsNoTerminal() {
    int[] pipe = pipe(0);
    assertFalse(kernel.isatty(pipe[0]));
    close(pipe);
    assertFalse(kernel.isatty(NEVER_OPEN));
  }

  @Test
  void pollTellsWhichDescriptorIsReady() {
    int[] pipe = pipe(0);
    int[] events = {Flags.POLLIN, Flags.POLLOUT, Flags.POLLIN};
    int[] ready = new int[3];
    int[] fds = {pipe[0], pipe[1], NEVER_OPEN};
    assertEquals(2, kernel.ppoll(fds, events, ready, 0));
    assertEquals(0, ready[0]);
    assertEquals(Flags.POLLOUT, ready[1]);
    assertEquals(Flags.POLLNVAL, ready[2]);
    write(pipe[1], "x");
    assertEquals(3, kernel.ppoll(fds, events, ready, -1));
    assertEquals(Flags.POLLIN, ready[0]);
    close(pipe);
  }

  @Test
  void pollEndsWithItsTimeout() {
    int[] pipe = pipe(0);
    long before = kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
    assertEquals(
        0, kernel.ppoll(new int[] {pipe[0]}, new int[] {Flags.POLLIN}, new int[1], 3_000_000));
    assertTrue(kernel.clock_gettime(Flags.CLOCK_MONOTONIC) - before >= 3_000_000);
    close(pipe);
  }

  @Test
  void pollPassesOverNegativeDescriptors() {
    int[] ready = {Flags.POLLIN};
    assertEquals(0, kernel.ppoll(new int[] {-1}, new int[] {Flags.POLLIN}, ready, 0));
    assertEquals(0, ready[0]);
  }

  @Test
  void pollTellsThatTheOtherSideIsGoneWithoutBeingAsked() {
    int[] pipe = pipe(0);
    write(pipe[1], "x");
    kernel.close(pipe[1]);
    int[] ready = new int[1];
    assertEquals(1, kernel.ppoll(new int[] {pipe[0]}, new int[] {Flags.POLLIN}, ready, -1));
    assertEquals(Flags.POLLIN | Flags.POLLHUP, ready[0]);
    assertEquals(1, kernel.ppoll(new int[] {pipe[0]}, new int[1], ready, -1));
    assertEquals(Flags.POLLHUP, ready[0]);
    kernel.close(pipe[0]);
    pipe = pipe(0);
    kernel.close(pipe[0]);
    assertEquals(1, kernel.ppoll(new int[] {pipe[1]}, new int[1], ready, -1));
    assertEquals(Flags.POLLERR, ready[0]);
    kernel.close(pipe[1]);
  }

  @Test
  void releaseBeginsWithTheVersion() {
    String release = kernel.uname();
    int dot = release.indexOf('.');
    assertTrue(dot > 0 && release.charAt(0) >= '1' && release.charAt(0) <= '9', release);
    assertTrue(release.length() > dot + 1 && release.charAt(dot + 1) >= '0', release);
  }

  @Test
  void randomBytesFillTheBuffer() {
    byte[] bytes = new byte[1000];
    kernel.getrandom(bytes);
    boolean[] seen = new boolean[256];
    int different = 0;
    for (byte b : bytes) {
      different += seen[b & 0xff] ? 0 : 1;
      seen[b & 0xff] = true;
    }
    assertTrue(different > 200);
  }

  @Test
  void clockGoesForwardAndUnknownClocksFail() {
    long before = kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
    assertTrue(kernel.clock_gettime(Flags.CLOCK_MONOTONIC) >= before);
    assertErrno(Errno.EINVAL, () -> kernel.clock_gettime(99));
  }

  @Test
  void socketOfAnUnknownFamilyFails() {
    assertErrno(Errno.EAFNOSUPPORT, () -> kernel.socket(255, Flags.SOCK_DGRAM, 0));
  }

  @Test
  void fileHasNoInterfaces() {
    int file = open("/dev/null");
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_SIOCSIFFLAGS(file, "lo", Flags.IFF_UP));
    kernel.close(file);
  }
}
