package dev.limpet.linux;

import java.util.Arrays;

/** An open descriptor that this process owns: closed once, by {@link #close} at the latest. */
public final class Fd implements AutoCloseable {
  private static final int NONE = -1;
  private static final int FIRST_CHUNK = 2048;

  private final Kernel kernel;
  private int number;

  /** Takes over the open descriptor {@code number}. */
  public Fd(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  /**
   * Opens {@code path}, as openat(2) from the current directory, with O_CLOEXEC added to the flags.
   */
  public static Fd open(Kernel kernel, String path, int flags) {
    return new Fd(kernel, kernel.openat(Flags.AT_FDCWD, path, flags | Flags.O_CLOEXEC, 0));
  }

  /**
   * The descriptor's number.
   *
   * @throws IllegalStateException if it was closed or released
   */
  public int number() {
    if (number == NONE) {
      throw new IllegalStateException("the descriptor was given up");
    }
    return number;
  }

  /** Gives the descriptor up to the caller, open. */
  public int release() {
    int released = number();
    number = NONE;
    return released;
  }

  @Override
  public void close() {
    if (number != NONE) {
      kernel.close(release());
    }
  }

  /** Writes all of {@code bytes}, in as many calls as the kernel wants. */
  public void write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      done += Io.write(kernel, number(), bytes, done, bytes.length - done);
    }
  }

  /**
   * Reads to the end.
   *
   * @param limit the most bytes there may be
   * @throws ErrnoException also with EFBIG, if there are more
   */
  public byte[] readAll(int limit) {
    byte[] bytes = new byte[Math.min(FIRST_CHUNK, limit) + 1];
    int size = 0;
    while (true) {
      int got = Io.read(kernel, number(), bytes, size, bytes.length - size);
      if (got == 0) {
        return Arrays.copyOf(bytes, size);
      }
      size += got;
      if (size > limit) {
        throw new ErrnoException("read", Subject.descriptor(number()), Errno.EFBIG);
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(size * 2L, limit + 1L));
      }
    }
  }
}
