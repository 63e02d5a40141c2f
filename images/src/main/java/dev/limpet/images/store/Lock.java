package dev.limpet.images.store;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.SystemKernel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is locked (flock) for as long as somebody works with it: the kernel lets go of it
 * when the process ends, however it does. So a file whose lock is free is nobody's.
 */
public final class Lock implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;

  private final Kernel kernel;
  private final Path path;
  private final int fd;

  private Lock(Kernel kernel, Path path, int fd) {
    this.kernel = kernel;
    this.path = path;
    this.fd = fd;
  }

  /** Waits until it has the lock of {@code path} for itself; makes the file if it is missing. */
  public static Lock exclusive(Path path) throws InterruptedException {
    return wait(path, Flags.LOCK_EX);
  }

  /** The same, together with others that share it. */
  public static Lock shared(Path path) throws InterruptedException {
    return wait(path, Flags.LOCK_SH);
  }

  private static Lock wait(Path path, int operation) throws InterruptedException {
    Lock lock = attempt(path, operation, Flags.O_CREAT);
    while (lock == null) {
      // In the kernel the wait would hold up the thread that carries other downloads.
      Thread.sleep(PAUSE_MILLIS);
      lock = attempt(path, operation, Flags.O_CREAT);
    }
    return lock;
  }

  /** Null where somebody else has it. */
  public static @Nullable Lock tryExclusive(Path path) {
    return attempt(path, Flags.LOCK_EX, Flags.O_CREAT);
  }

  /** Null where somebody else has it, or there is no such file. */
  static @Nullable Lock tryExisting(Path path) {
    try {
      return attempt(path, Flags.LOCK_EX, 0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  private static @Nullable Lock attempt(Path path, int operation, int create) {
    Kernel kernel = new SystemKernel();
    int flags = Flags.O_RDWR | Flags.O_NOFOLLOW | Flags.O_CLOEXEC | create;
    while (true) {
      int fd = kernel.openat(Flags.AT_FDCWD, path.toString(), flags, create == 0 ? 0 : 0600);
      boolean kept = false;
      try {
        kernel.flock(fd, operation | Flags.LOCK_NB);
        // Who had it before may have renamed or removed the file, which is then not that path's.
        kept = isAt(kernel, fd, path);
        if (kept) {
          return new Lock(kernel, path, fd);
        }
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EAGAIN) {
          return null;
        }
        throw e;
      } finally {
        if (!kept) {
          kernel.close(fd);
        }
      }
    }
  }

  private static boolean isAt(Kernel kernel, int fd, Path path) {
    try {
      FileStatus locked = kernel.statx(fd, "", Flags.AT_EMPTY_PATH);
      FileStatus now = kernel.statx(Flags.AT_FDCWD, path.toString(), Flags.AT_SYMLINK_NOFOLLOW);
      return locked.inode() == now.inode() && locked.device() == now.device();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    kernel.close(fd);
  }
}
