package dev.limpet.linux;

/** read(2) and write(2) that go on after a signal, and wait where a descriptor is non-blocking. */
final class Io {
  private Io() {}

  /** Reads at least one byte; returns how many, or 0 at the end. */
  static int read(Kernel kernel, int fd, byte[] buffer, int offset, int length) {
    while (true) {
      try {
        return kernel.read(fd, buffer, offset, length);
      } catch (ErrnoException e) {
        recover(kernel, fd, Flags.POLLIN, e);
      }
    }
  }

  /** Writes at least one byte; returns how many. */
  static int write(Kernel kernel, int fd, byte[] buffer, int offset, int length) {
    while (true) {
      try {
        return kernel.write(fd, buffer, offset, length);
      } catch (ErrnoException e) {
        recover(kernel, fd, Flags.POLLOUT, e);
      }
    }
  }

  private static void recover(Kernel kernel, int fd, int event, ErrnoException failure) {
    switch (failure.errno()) {
      case Errno.EINTR -> {}
      // Somebody who shares the terminal or pipe made it non-blocking.
      case Errno.EAGAIN -> kernel.ppoll(new int[] {fd}, new int[] {event}, new int[1], -1);
      default -> throw failure;
    }
  }
}
