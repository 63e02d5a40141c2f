package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusException;
import dev.limpet.formats.dbus.DbusFrame;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.MonotonicClock;
import dev.limpet.linux.OsString;
import java.util.Arrays;

/** A socket with D-Bus on it: who is there is asked first, then messages go to and fro. */
final class Wire implements AutoCloseable {
  private static final int CHUNK = 1 << 14;
  private static final int LONGEST_LINE = 4096;
  private static final int[] NONE = {};

  private final Kernel kernel;
  private final Fd socket;
  private final MonotonicClock clock;

  /** What has come and was not asked for yet. */
  private byte[] pending = {};

  /** Takes over the socket. */
  Wire(Kernel kernel, Fd socket) {
    this.kernel = kernel;
    this.socket = socket;
    this.clock = new MonotonicClock(kernel);
  }

  /** The moment in so many nanoseconds. */
  long in(long nanos) {
    return clock.nanos() + nanos;
  }

  /**
   * Says who is there: EXTERNAL, which is what the kernel tells the other side.
   *
   * @param uid the user id in the eyes of the other side; empty where it is another one there, in a
   *     user namespace
   * @throws BusException where the other side does not take it
   */
  void authenticate(String uid, long deadline) {
    StringBuilder hello = new StringBuilder("\0AUTH EXTERNAL");
    for (int i = 0; i < uid.length(); i++) {
      hello.append(i == 0 ? " " : "").append('3').append(uid.charAt(i));
    }
    hello.append(uid.isEmpty() ? "\r\nDATA\r\n" : "\r\n").append("BEGIN\r\n");
    send(OsString.encode(hello.toString()));
    String said = line(deadline);
    if (said.equals("DATA")) {
      said = line(deadline);
    }
    if (!said.startsWith("OK ")) {
      throw new BusException("it does not take this user: " + OsString.visible(said));
    }
  }

  private String line(long deadline) {
    int end = 0;
    while (true) {
      while (end < pending.length) {
        if (pending[end] == '\n') {
          byte[] line = take(end + 1);
          int length = end > 0 && line[end - 1] == '\r' ? end - 1 : end;
          return OsString.decode(line, 0, length);
        }
        end++;
      }
      if (end > LONGEST_LINE) {
        throw new BusException("it does not speak D-Bus");
      }
      more(deadline);
    }
  }

  void send(byte[] bytes) {
    try {
      int sent = kernel.sendmsg(socket.number(), bytes, NONE, Flags.MSG_NOSIGNAL);
      while (sent < bytes.length) {
        byte[] rest = Arrays.copyOfRange(bytes, sent, bytes.length);
        sent += kernel.sendmsg(socket.number(), rest, NONE, Flags.MSG_NOSIGNAL);
      }
    } catch (ErrnoException e) {
      throw new BusException("the connection broke: " + Errno.name(e.errno()));
    }
  }

  /**
   * The next message.
   *
   * @throws BusException where none comes before the moment {@code deadline}, or something else
   */
  DbusFrame receive(long deadline) {
    while (pending.length < DbusFrame.HEAD) {
      more(deadline);
    }
    try {
      int length = DbusFrame.length(pending);
      while (pending.length < length) {
        more(deadline);
      }
      return new DbusFrame(take(length));
    } catch (DbusException e) {
      throw new BusException("it does not speak D-Bus: " + e.getMessage());
    }
  }

  private byte[] take(int length) {
    byte[] taken = Arrays.copyOf(pending, length);
    pending = Arrays.copyOfRange(pending, length, pending.length);
    return taken;
  }

  private void more(long deadline) {
    long left = deadline - clock.nanos();
    int[] fds = {socket.number()};
    if (left <= 0 || kernel.ppoll(fds, new int[] {Flags.POLLIN}, new int[1], left) == 0) {
      throw new BusException("no answer came in time");
    }
    byte[] chunk = new byte[CHUNK];
    int got;
    try {
      got = kernel.recvmsg(socket.number(), chunk, NONE, 0);
    } catch (ErrnoException e) {
      throw new BusException("the connection broke: " + Errno.name(e.errno()));
    }
    if (got == 0) {
      throw new BusException("it closed the connection");
    }
    int before = pending.length;
    pending = Arrays.copyOf(pending, before + got);
    System.arraycopy(chunk, 0, pending, before, got);
  }

  @Override
  public void close() {
    socket.close();
  }
}
