package dev.limpet.images.store;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.SystemKernel;
import java.nio.file.Path;

/** Removes trees that hold anything: no link is followed, and closed directories are opened. */
public final class Removal {
  private final Kernel kernel = new SystemKernel();

  private Removal() {}

  /** Removes {@code path} and what is below it, if it is there. */
  public static void remove(Path path) {
    new Removal().remove(Flags.AT_FDCWD, path.toString());
  }

  private void remove(int above, String name) {
    try {
      kernel.unlinkat(above, name, 0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EISDIR) {
        removeDirectory(above, name);
      } else if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private void removeDirectory(int above, String name) {
    int flags = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    // An owner that is not root needs these to look into it and to empty it.
    kernel.fchmodat(above, name, 0700);
    int fd = kernel.openat(above, name, flags, 0);
    try {
      for (String child : DirectoryEntries.names(kernel, fd)) {
        remove(fd, child);
      }
    } finally {
      kernel.close(fd);
    }
    kernel.unlinkat(above, name, Flags.AT_REMOVEDIR);
  }
}
