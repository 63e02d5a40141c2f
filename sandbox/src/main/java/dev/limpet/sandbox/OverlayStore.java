package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * A directory of the host in which the changes that boxes make to their root are kept: {@code
 * upper} holds them, as the kernel's overlay does, and {@code work} is the kernel's.
 *
 * @param path its absolute path, without symbolic links
 * @param lock the descriptor that holds its lock; negative in a plan that is only looked at
 */
public record OverlayStore(String path, int lock) {
  /** Out of the way of the standard descriptors, of which the caller may have left some closed. */
  private static final int FIRST_FREE = 3;

  /**
   * Makes what is missing of the directory, and locks it for as long as this process or its box
   * lives.
   *
   * @throws RefusedException where another box has it
   * @throws StepFailedException where it cannot be had
   */
  public static OverlayStore open(Kernel kernel, String path, int rootMode) {
    try {
      make(kernel, Flags.AT_FDCWD, path, 0700);
      // Stays open: the descriptor holds the lock.
      int fd =
          kernel.openat(
              Flags.AT_FDCWD, path, Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_CLOEXEC, 0);
      fd = kernel.fcntl(fd, Flags.F_DUPFD_CLOEXEC, FIRST_FREE);
      lock(kernel, fd, path);
      make(kernel, fd, "upper", rootMode);
      make(kernel, fd, "work", 0700);
      for (String name : new String[] {"upper", "work"}) {
        int flags = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;
        new Fd(kernel, kernel.openat(fd, name, flags | Flags.O_CLOEXEC, 0)).close();
      }
      return new OverlayStore(kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + fd), fd);
    } catch (ErrnoException e) {
      throw new StepFailedException("keep changes in " + path, e, hint(e.errno()));
    }
  }

  private static void lock(Kernel kernel, int fd, String path) {
    try {
      kernel.flock(fd, Flags.LOCK_EX | Flags.LOCK_NB);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EAGAIN) {
        throw e;
      }
      throw new RefusedException("another box keeps its changes in " + path + " at this moment");
    }
  }

  private static void make(Kernel kernel, int directory, String path, int mode) {
    try {
      kernel.mkdirat(directory, path, mode);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  private static String hint(int errno) {
    return switch (errno) {
      case Errno.ENOENT -> "the directory that it is to be made in is not there";
      case Errno.ENOTDIR, Errno.ELOOP -> "it has to be a directory, and so have upper and work";
      case Errno.EACCES, Errno.EPERM, Errno.EROFS -> "you may not write there yourself";
      default -> "";
    };
  }
}
