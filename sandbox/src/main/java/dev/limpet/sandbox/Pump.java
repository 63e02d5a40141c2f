package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * Passes bytes on from one descriptor to another, as they are: watched at the end where there is
 * something to do.
 *
 * <p>It never blocks where the source is a pipe, a file or does not block, and the sink is a pipe
 * or does not block: what it writes at once fits where poll(2) says that there is room.
 */
abstract class Pump implements Watched {
  /** PIPE_BUF: so much fits into a pipe that is ready, and is what a terminal holds. */
  static final int SIZE = 4096;

  private static final int NONE = -1;

  final Kernel kernel;
  final byte[] buffer = new byte[SIZE];
  private final int source;
  private final int sink;
  private int from;
  private int to;
  private boolean open = true;

  Pump(Kernel kernel, int source, int sink) {
    this.kernel = kernel;
    this.source = source;
    this.sink = sink;
  }

  /** Bytes have come: they are the first {@code count} of {@link #buffer}. */
  void taken(int count) {}

  /** All that has come has been passed on. */
  void passedOn() {}

  /** The source has no more. */
  abstract void sourceEnds();

  /** The sink takes no more. */
  abstract void sinkEnds();

  final void stop() {
    open = false;
  }

  final boolean isOpen() {
    return open;
  }

  final boolean isEmpty() {
    return from == to;
  }

  /** Puts one byte of its own in the place of what was to come. */
  final void put(byte b) {
    buffer[0] = b;
    from = 0;
    to = 1;
  }

  @Override
  public int fd() {
    return !open ? NONE : isEmpty() ? source : sink;
  }

  @Override
  public int events() {
    return isEmpty() ? Flags.POLLIN : Flags.POLLOUT;
  }

  @Override
  public void ready(int revents) {
    if (isEmpty()) {
      take();
    } else {
      passOn();
    }
  }

  /** Takes what is there; returns whether anything was. */
  final boolean take() {
    int got = NONE;
    try {
      got = kernel.read(source, buffer, 0, SIZE);
    } catch (ErrnoException e) {
      // EIO: a terminal that was hung up, or a master without anybody at the other end.
      got = e.errno() == Errno.EIO ? 0 : unlessTooEarly(e);
    }
    if (got > 0) {
      from = 0;
      to = got;
      taken(got);
    } else if (got == 0) {
      sourceEnds();
    }
    return got > 0;
  }

  private void passOn() {
    int written = 0;
    try {
      written = kernel.write(sink, buffer, from, to - from);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPIPE || e.errno() == Errno.EIO) {
        open = false;
      } else {
        unlessTooEarly(e);
      }
    }
    from += written;
    if (!open) {
      sinkEnds();
    } else if (isEmpty()) {
      passedOn();
    }
  }

  private static int unlessTooEarly(ErrnoException e) {
    if (e.errno() == Errno.EAGAIN || e.errno() == Errno.EINTR) {
      return NONE;
    }
    throw e;
  }
}
