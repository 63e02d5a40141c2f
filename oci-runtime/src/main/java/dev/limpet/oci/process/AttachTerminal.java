package dev.limpet.oci.process;

import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.WindowSize;
import dev.limpet.oci.root.Places;
import dev.limpet.sandbox.Step;
import org.jspecify.annotations.Nullable;

/**
 * Makes a terminal of the container's own, sends its master to who asked for the container, and
 * gives the process its slave.
 *
 * @param receiver who gets it
 * @param size how large it is at first; null where that is not known
 * @param uid whom it belongs to
 * @param console whether it is the container's /dev/console, too
 */
record AttachTerminal(
    TerminalReceiver receiver, @Nullable ConsoleSize size, int uid, boolean console)
    implements Step.Furnish {
  private static final String MULTIPLEXER = "/dev/pts/ptmx";
  private static final String CONSOLE = "/dev/console";
  private static final int OPEN = Flags.O_RDWR | Flags.O_NOCTTY | Flags.O_CLOEXEC;

  /** The device of a multiplexer of terminals, as FileStatus has it. */
  private static final long DEVICE = 5L << 32 | 2;

  @Override
  public void furnish(Kernel kernel) {
    // This program reads what has come and no more; engines set that themselves.
    int flags = receiver.relay() ? OPEN | Flags.O_NONBLOCK : OPEN;
    int master = kernel.openat(Flags.AT_FDCWD, MULTIPLEXER, flags | Flags.O_NOFOLLOW, 0);
    if (kernel.statx(master, "", Flags.AT_EMPTY_PATH).rdev() != DEVICE) {
      throw new ErrnoException("openat", MULTIPLEXER, Errno.ENXIO);
    }
    kernel.ioctl_TIOCSPTLCK(master, false);
    int slave = kernel.ioctl_TIOCGPTPEER(master, OPEN);
    ConsoleSize first = size;
    if (first != null && first.height() > 0 && first.width() > 0) {
      kernel.ioctl_TIOCSWINSZ(master, new WindowSize(first.height(), first.width()));
    }
    own(kernel, slave);
    if (console) {
      showAsConsole(kernel, slave);
    }
    byte[] name = OsString.encode("/dev/pts/" + kernel.ioctl_TIOCGPTN(master));
    int[] sent = receiver.relay() ? new int[] {master, slave} : new int[] {master};
    kernel.sendmsg(receiver.socket(), name, sent, Flags.MSG_NOSIGNAL);
    kernel.close(receiver.socket());
    kernel.close(master);
    kernel.ioctl_TIOCSCTTY(slave);
    for (int fd = 0; fd < 3; fd++) {
      kernel.dup3(slave, fd, 0);
    }
    kernel.close(slave);
  }

  private void own(Kernel kernel, int slave) {
    try {
      kernel.fchownat(slave, "", uid, -1, Flags.AT_EMPTY_PATH);
    } catch (ErrnoException e) {
      // A user that the namespace does not have is refused later, where it is told whom.
      if (e.errno() != Errno.EINVAL && e.errno() != Errno.EPERM) {
        throw e;
      }
    }
  }

  private static void showAsConsole(Kernel kernel, int slave) {
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_EMPTY_PATH;
    int tree = kernel.open_tree(slave, "", flags);
    makeFile(kernel);
    int place =
        kernel.openat2(
            Flags.AT_FDCWD,
            CONSOLE,
            Flags.O_PATH | Flags.O_NOFOLLOW | Flags.O_CLOEXEC,
            0,
            Flags.RESOLVE_NO_SYMLINKS);
    Places.attach(kernel, tree, place);
    kernel.close(place);
    kernel.close(tree);
  }

  private static void makeFile(Kernel kernel) {
    try {
      kernel.mknodat(Flags.AT_FDCWD, CONSOLE, Flags.S_IFREG | 0600, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST && e.errno() != Errno.EROFS) {
        throw e;
      }
    }
  }

  @Override
  public String text() {
    return "make a terminal";
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENXIO -> "the container needs a devpts of its own on /dev/pts";
      case Errno.EPIPE, Errno.ECONNRESET -> "nobody receives it on the console socket";
      default -> "";
    };
  }
}
