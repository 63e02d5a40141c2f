package dev.limpet.cli.full.images;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.image.TreeDescription;
import dev.limpet.formats.json.JsonException;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import org.jspecify.annotations.Nullable;

/**
 * The tree of an image, which stays as long as this is open.
 *
 * @param name the image's, whole
 * @param path of the tree
 * @param lock the descriptor that keeps it from being removed
 * @param description how it is run
 */
public record ImageTree(String name, String path, int lock, TreeDescription description) {
  private static final int DESCRIPTION_LIMIT = 16 << 20;
  private static final int ACCOUNTS_LIMIT = 4 << 20;

  /** Out of the way of the standard descriptors, of which the caller may have left some closed. */
  private static final int FIRST_FREE = 3;

  /** Opens it, as soon as nobody makes or removes it any more; null where it is not there. */
  static @Nullable ImageTree open(Kernel kernel, ImageStore store, ImageStore.Named image) {
    String path = store.path("trees/" + image.hex());
    while (true) {
      int lock = lock(kernel, path + ".lock");
      if (lock < 0) {
        return null;
      }
      String text = ImageStore.text(kernel, path + ".json", DESCRIPTION_LIMIT);
      if (text != null && isAt(kernel, lock, path + ".lock")) {
        return new ImageTree(image.name(), path, lock, description(path, text));
      }
      boolean removed = !isAt(kernel, lock, path + ".lock");
      kernel.close(lock);
      if (!removed) {
        return null;
      }
    }
  }

  private static int lock(Kernel kernel, String path) {
    int flags = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    try {
      int opened = kernel.openat(Flags.AT_FDCWD, path, flags, 0);
      int lock = kernel.fcntl(opened, Flags.F_DUPFD_CLOEXEC, FIRST_FREE);
      kernel.close(opened);
      kernel.flock(lock, Flags.LOCK_SH);
      return lock;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return -1;
      }
      throw e;
    }
  }

  /** Whether the lock is still that of the path: who removes a tree removes it, too. */
  private static boolean isAt(Kernel kernel, int lock, String path) {
    try {
      FileStatus locked = kernel.statx(lock, "", Flags.AT_EMPTY_PATH);
      FileStatus now = kernel.statx(Flags.AT_FDCWD, path, Flags.AT_SYMLINK_NOFOLLOW);
      return locked.inode() == now.inode() && locked.device() == now.device();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private static TreeDescription description(String path, String text) {
    try {
      return TreeDescription.read(text);
    } catch (JsonException e) {
      throw new UsageException(path + ".json: " + e.getMessage());
    }
  }

  /**
   * What is in a file of the image; empty where there is none. Its links are followed in the image
   * only, and what is no file is not opened.
   */
  String file(Kernel kernel, String path) {
    int flags = Flags.O_PATH | Flags.O_DIRECTORY;
    try (Fd root = Fd.open(kernel, this.path, flags)) {
      long resolve = Flags.RESOLVE_IN_ROOT | Flags.RESOLVE_NO_MAGICLINKS;
      long way = Flags.O_PATH | Flags.O_CLOEXEC;
      try (Fd file = new Fd(kernel, kernel.openat2(root.number(), path, way, 0, resolve))) {
        if (!kernel.statx(file.number(), "", Flags.AT_EMPTY_PATH).isRegularFile()) {
          return "";
        }
        try (Fd open = Fd.open(kernel, "/proc/self/fd/" + file.number(), Flags.O_RDONLY)) {
          return OsString.decode(open.readAll(ACCOUNTS_LIMIT));
        }
      }
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.EACCES -> "";
        case Errno.EFBIG ->
            throw new UsageException(
                "the image " + name + " has a " + path + " of more than 4194304 bytes");
        default -> throw e;
      };
    }
  }
}
