package dev.limpet.oci.start;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Between the runtime and the first process of a container: messages, one at a time. */
final class Channel {
  /** A message goes in parts of this size: states may have any number of annotations. */
  private static final int PART = 1 << 12;

  /** What a part begins with: whether there are more. */
  private static final byte MORE = '+';

  private static final byte LAST = '.';

  private static final int[] NONE = {};

  /** What comes along with one message at the most: more than there are kinds of cgroups. */
  static final int MAX_FDS = 32;

  private final Kernel kernel;
  private final int fd;

  Channel(Kernel kernel, int fd) {
    this.kernel = kernel;
    this.fd = fd;
  }

  /** The two ends of a new one, closed by execve. */
  static Channel[] pair(Kernel kernel) {
    int[] fds = new int[2];
    kernel.socketpair(Flags.AF_UNIX, Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC, 0, fds);
    return new Channel[] {new Channel(kernel, fds[0]), new Channel(kernel, fds[1])};
  }

  /** Sends a message. That nobody receives it is found by who waits for the answer. */
  void send(String message) {
    send(message, NONE);
  }

  /** The same with descriptors, as many as {@link #receive(int[])} takes. */
  void send(String message, int[] fds) {
    byte[] bytes = OsString.encode(message);
    int from = 0;
    do {
      int to = Math.min(bytes.length, from + PART);
      byte[] part = new byte[1 + to - from];
      part[0] = to == bytes.length ? LAST : MORE;
      System.arraycopy(bytes, from, part, 1, to - from);
      try {
        kernel.sendmsg(fd, part, from == 0 ? fds : NONE, Flags.MSG_NOSIGNAL);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET) {
          return;
        }
        throw e;
      }
      from = to;
    } while (from < bytes.length);
  }

  /** The next message; null where the other end is closed. */
  @Nullable String receive() {
    return receive(NONE);
  }

  /** The same; {@code fds} becomes the descriptors that come along, -1 beyond the last. */
  @Nullable String receive(int[] fds) {
    byte[] whole = {};
    byte[] part = new byte[1 + PART];
    boolean more = true;
    while (more) {
      int got = receive(part, whole.length == 0 ? fds : NONE);
      if (got == 0) {
        return null;
      }
      int before = whole.length;
      whole = Arrays.copyOf(whole, before + got - 1);
      System.arraycopy(part, 1, whole, before, got - 1);
      more = part[0] == MORE;
    }
    return OsString.decode(whole);
  }

  private int receive(byte[] bytes, int[] fds) {
    try {
      return kernel.recvmsg(fd, bytes, fds, 0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ECONNRESET) {
        return 0;
      }
      throw e;
    }
  }

  /** Its descriptor, for those who wait. */
  int number() {
    return fd;
  }

  void close() {
    kernel.close(fd);
  }
}
