package dev.limpet.oci;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/** Sockets with a path. */
final class UnixSocket {
  private UnixSocket() {}

  /** One that is connected to who listens at {@code path}; {@code what} is for messages. */
  static Fd connect(Kernel kernel, String path, String what) {
    Fd socket =
        new Fd(kernel, kernel.socket(Flags.AF_UNIX, Flags.SOCK_STREAM | Flags.SOCK_CLOEXEC, 0));
    int slash = path.lastIndexOf('/');
    String parent = slash <= 0 ? "/" : path.substring(0, slash);
    // The path of a socket is short; that of its directory may be longer.
    int place = Flags.O_PATH | Flags.O_DIRECTORY;
    try (Fd directory = Fd.open(kernel, parent, place)) {
      String near = "/proc/self/fd/" + directory.number() + path.substring(slash < 0 ? 0 : slash);
      kernel.connect(socket.number(), near);
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      String hint = e.errno() == Errno.ECONNREFUSED ? ": nobody listens there" : "";
      throw new FailedException(what + " " + path + ": " + Errno.name(e.errno()) + hint);
    }
  }
}
