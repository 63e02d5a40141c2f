package dev.limpet.oci.root;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/** Copies what a directory has into an empty file system: contents, owners, modes, links. */
final class CopyUp {
  private static final int BLOCK = 1 << 16;
  private static final int OPEN = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;

  private final Kernel kernel;
  private final byte[] block = new byte[BLOCK];

  CopyUp(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Copies from one directory, opened as a place, into another. */
  void copy(int from, int to) {
    int list = kernel.openat(from, ".", OPEN | Flags.O_DIRECTORY, 0);
    for (String name : DirectoryEntries.names(kernel, list)) {
      entry(from, to, name, kernel.statx(from, name, Flags.AT_SYMLINK_NOFOLLOW));
    }
    kernel.close(list);
  }

  private void entry(int from, int to, String name, FileStatus status) {
    if (status.isSymbolicLink()) {
      kernel.symlinkat(kernel.readlinkat(from, name), to, name);
    } else if (status.isDirectory()) {
      kernel.mkdirat(to, name, 0700);
      int flags = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
      int source = kernel.openat(from, name, flags, 0);
      int target = kernel.openat(to, name, flags, 0);
      copy(source, target);
      kernel.close(source);
      kernel.close(target);
    } else if (status.isRegularFile()) {
      file(from, to, name);
    } else {
      kernel.mknodat(to, name, status.mode(), device(status.rdev()));
    }
    kernel.fchownat(to, name, status.uid(), status.gid(), Flags.AT_SYMLINK_NOFOLLOW);
    if (!status.isSymbolicLink()) {
      kernel.fchmodat(to, name, status.permissions());
    }
  }

  /** As mknod(2) wants it: FileStatus has the two numbers side by side. */
  private static long device(long rdev) {
    return DeviceNumber.of(rdev >>> 32, rdev & 0xffffffffL);
  }

  private void file(int from, int to, String name) {
    int source = kernel.openat(from, name, OPEN | Flags.O_NONBLOCK, 0);
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC;
    int target = kernel.openat(to, name, flags, 0600);
    int got = kernel.read(source, block, 0, BLOCK);
    while (got > 0) {
      int done = 0;
      while (done < got) {
        done += kernel.write(target, block, done, got - done);
      }
      got = kernel.read(source, block, 0, BLOCK);
    }
    kernel.close(target);
    kernel.close(source);
  }
}
