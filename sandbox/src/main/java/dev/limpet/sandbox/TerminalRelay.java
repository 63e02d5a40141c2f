package dev.limpet.sandbox;

import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.WindowSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the box a terminal of its own and connects it with what the launcher was started on: keys
 * go in, what is written comes out, the window has the size of the caller's.
 *
 * <p>The guest's process makes the terminal, in the box's own devpts, and sends both sides of it
 * here. This one keeps the box's side open, too: then it does not matter whether the box has it
 * open at the moment.
 */
public final class TerminalRelay implements Attendant {
  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int ERR = 2;

  private final Kernel kernel;
  private final CallersTerminal caller;
  private final Watch watch;

  /** Where the guest's process sends the terminal; and where it arrives. */
  private final int[] socket = {-1, -1};

  /** What to close in the end. */
  private final List<Fd> descriptors = new ArrayList<>();

  private @Nullable Fd master;

  /** The terminal is let go as soon as the signal has been seen to. */
  private boolean hungUp;

  /** Of the guest's process only. */
  private int messages = ERR;

  public TerminalRelay(Kernel kernel) {
    this.kernel = kernel;
    this.caller = new CallersTerminal(kernel);
    this.watch = new Watch(kernel);
  }

  @Override
  public void prepare() {
    openStandardDescriptors();
    kernel.socketpair(Flags.AF_UNIX, Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC, 0, socket);
  }

  /** Else those of the terminal would get their numbers, and mean something else. */
  private void openStandardDescriptors() {
    for (int fd = IN; fd <= ERR; fd++) {
      try {
        kernel.fcntl(fd, Flags.F_GETFD, 0);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EBADF) {
          throw e;
        }
        kernel.openat(Flags.AT_FDCWD, "/dev/null", Flags.O_RDWR, 0);
      }
    }
  }

  /**
   * Where a terminal may be sent that is not made by {@link #makeTerminal}: a byte, its master and
   * its slave. There is one from {@link #prepare} on.
   */
  public int receiver() {
    return socket[0];
  }

  @Override
  public void makeTerminal(Step.NewTerminal terminal) {
    int flags = Flags.O_RDWR | Flags.O_NOCTTY | Flags.O_CLOEXEC;
    int ours = kernel.openat(Flags.AT_FDCWD, "/dev/pts/ptmx", flags | Flags.O_NONBLOCK, 0);
    kernel.ioctl_TIOCSPTLCK(ours, false);
    int guests = kernel.ioctl_TIOCGPTPEER(ours, flags);
    ConsoleSize size = terminal.size();
    if (size != null) {
      kernel.ioctl_TIOCSWINSZ(ours, new WindowSize(size.height(), size.width()));
    }
    String console = terminal.console();
    if (console != null) {
      String path = "/dev/pts/" + kernel.ioctl_TIOCGPTN(ours);
      kernel.mount(path, console, null, Flags.MS_BIND, null);
    }
    kernel.ioctl_TIOCSCTTY(guests);
    kernel.sendmsg(socket[0], new byte[1], new int[] {ours, guests}, Flags.MSG_NOSIGNAL);
    messages = kernel.fcntl(ERR, Flags.F_DUPFD_CLOEXEC, ERR + 1);
    for (int fd = IN; fd <= ERR; fd++) {
      kernel.dup3(guests, fd, 0);
    }
  }

  @Override
  public int messages() {
    return messages;
  }

  @Override
  public void started() {
    int[] both = new int[2];
    kernel.close(socket[0]);
    int got = kernel.recvmsg(socket[1], new byte[1], both, Flags.MSG_CMSG_CLOEXEC);
    kernel.close(socket[1]);
    if (got > 0) {
      connect(owned(both[0]), owned(both[1]));
    }
  }

  private void connect(Fd ours, Fd guests) {
    master = ours;
    // Who reads no more shall not end this process before the terminal is as it was.
    kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_IGN);
    int input = caller.openedAgain(IN, Flags.O_RDONLY, descriptors);
    int output = caller.openedAgain(OUT, Flags.O_WRONLY, descriptors);
    watch.add(new TerminalOutput(kernel, ours.number(), output, this::hangUp));
    watch.add(new TerminalInput(kernel, input, ours.number(), guests.number(), this::typed));
    caller.makeRaw();
    copySize();
  }

  private Fd owned(int fd) {
    Fd owned = new Fd(kernel, fd);
    descriptors.add(owned);
    return owned;
  }

  private void copySize() {
    WindowSize size = caller.size();
    Fd terminal = master;
    if (size != null && terminal != null) {
      kernel.ioctl_TIOCSWINSZ(terminal.number(), size);
    }
  }

  /** A key that is a signal has been passed on. */
  private void typed(int signal) {
    Fd terminal = master;
    if (terminal != null) {
      watch.report(signal, DELIVERED, kernel.ioctl_TIOCGPGRP(terminal.number()));
    }
  }

  /**
   * The caller reads no more: as when a window is closed, the kernel tells the session. A guest
   * that leaves the signal its default action is ended before that: else it could see an error of
   * its terminal first, and end with a code of its own.
   */
  private void hangUp() {
    watch.clear();
    hungUp = true;
    watch.report(Flags.SIGHUP, DELIVERED, GUEST);
  }

  private void letGo() {
    watch.clear();
    for (Fd fd : descriptors) {
      fd.close();
    }
    master = null;
  }

  @Override
  public int await(long signals, long timeoutNanos, int[] code) {
    if (hungUp) {
      letGo();
    }
    int signal = watch.await(signals, timeoutNanos, code);
    if (signal == Flags.SIGWINCH && master != null) {
      copySize();
      code[0] = DELIVERED;
      code[1] = 0;
    } else if (signal == Flags.SIGCONT) {
      continued();
    }
    return signal;
  }

  @Override
  public void stopping() {
    caller.restore();
  }

  @Override
  public void continued() {
    if (master != null) {
      caller.makeRaw();
      copySize();
    }
  }

  @Override
  public void ended(long signals) {
    watch.ended(signals);
  }

  @Override
  public void close() {
    letGo();
    watch.close();
    caller.restore();
  }
}
