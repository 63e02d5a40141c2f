package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.linux.Termios;
import dev.limpet.linux.WindowSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The terminal that the launcher was started on, if it was: its modes and its size. */
public final class CallersTerminal {
  private static final int INPUT = 0;
  private static final int STANDARD = 3;
  private static final long TTOU = Signals.set(Flags.SIGTTOU);

  private final Kernel kernel;

  /** As they were found; null where they were not touched. */
  private @Nullable Termios before;

  public CallersTerminal(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The size of its window; null where no standard descriptor is a terminal. */
  public @Nullable WindowSize size() {
    for (int fd = 0; fd < STANDARD; fd++) {
      if (kernel.isatty(fd)) {
        return kernel.ioctl_TIOCGWINSZ(fd);
      }
    }
    return null;
  }

  /**
   * Makes standard input, if it is a terminal, pass on every key as it is. In the background this
   * process is stopped for it, as any program that changes a terminal's modes.
   */
  void makeRaw() {
    if (!kernel.isatty(INPUT)) {
      return;
    }
    long mask = kernel.rt_sigprocmask(Flags.SIG_UNBLOCK, TTOU);
    if (before == null) {
      if (isInBackground()) {
        // The modes are those of somebody else before it is our turn.
        kernel.kill(0, Flags.SIGTTOU);
      }
      before = kernel.ioctl_TCGETS(INPUT);
    }
    kernel.ioctl_TCSETS(INPUT, before.raw());
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, mask);
  }

  /**
   * A terminal has to be opened again to be read and written without blocking: with the description
   * that the caller shares it would be the same for the caller. Returns its number, or {@code fd}.
   *
   * @param opened gets what was opened
   */
  int openedAgain(int fd, int mode, List<Fd> opened) {
    if (!kernel.isatty(fd)) {
      return fd;
    }
    int flags = mode | Flags.O_NONBLOCK | Flags.O_NOCTTY | Flags.O_CLOEXEC;
    try {
      Fd again = new Fd(kernel, kernel.openat(Flags.AT_FDCWD, "/proc/self/fd/" + fd, flags, 0));
      opened.add(again);
      return again.number();
    } catch (ErrnoException e) {
      // It may be another user's. Then a terminal that takes nothing makes this process wait.
      return fd;
    }
  }

  private boolean isInBackground() {
    try {
      return kernel.ioctl_TIOCGPGRP(INPUT) != kernel.getpgid(0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTTY) {
        return false; // not the terminal of this session
      }
      throw e;
    }
  }

  /** Undoes {@link #makeRaw}, unless somebody has changed the modes since. */
  void restore() {
    if (before == null) {
      return;
    }
    try {
      if (kernel.ioctl_TCGETS(INPUT).equals(before.raw())) {
        kernel.ioctl_TCSETS(INPUT, before);
      }
    } catch (ErrnoException e) {
      // Of a terminal that was hung up nothing is left to restore.
      if (e.errno() != Errno.EIO) {
        throw e;
      }
    }
  }
}
