package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;

/**
 * What all system calls need: scratch memory, and a result that becomes a value or an exception.
 */
abstract class Calls {
  final Scratch scratch = new Scratch(Scratch.SIZE);

  /** Makes the call, or fails as laying out its arguments did; returns the result or -errno. */
  final long call(int nr, long a, long b, long c, long d, long e, long f) {
    int failure = scratch.failure();
    return failure != 0 ? failure : Raw.syscall(nr, a, b, c, d, e, f);
  }

  final long call(int nr, long a, long b, long c, long d, long e) {
    return call(nr, a, b, c, d, e, 0);
  }

  final long call(int nr, long a, long b, long c, long d) {
    return call(nr, a, b, c, d, 0, 0);
  }

  final long call(int nr, long a, long b, long c) {
    return call(nr, a, b, c, 0, 0, 0);
  }

  /** A call whose arguments are plain numbers. */
  static long plain(int nr, long a, long b, long c) {
    return Raw.syscall(nr, a, b, c, 0, 0, 0);
  }

  static int checked(String call, String subject, long result) {
    if (result < 0) {
      throw failure(call, subject, result);
    }
    return (int) result;
  }

  /** The same for a call on a descriptor; its subject is made only where it is needed. */
  static int checked(String call, int fd, long result) {
    if (result < 0) {
      throw failure(call, Subject.descriptor(fd), result);
    }
    return (int) result;
  }

  static ErrnoException failure(String call, String subject, long result) {
    return new ErrnoException(call, subject, (int) -result);
  }
}
