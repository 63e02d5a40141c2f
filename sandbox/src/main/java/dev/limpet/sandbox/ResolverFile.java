package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;

/**
 * Puts a resolv.conf(5) of the box's own over the one of its root. That one may be a link to a
 * place that the box does not have: it is covered as it is, link or file, and what it leads to
 * stays untouched.
 *
 * @param content of the file
 */
record ResolverFile(String content) implements Step.Furnish {
  private static final String TARGET = "/etc/resolv.conf";

  /** On a file system of the box's own, and gone before the guest is there. */
  private static final String SCRATCH = "/dev/shm/resolv.conf";

  private static final long ATTRIBUTES =
      Flags.MOUNT_ATTR_RDONLY
          | Flags.MOUNT_ATTR_NOSUID
          | Flags.MOUNT_ATTR_NODEV
          | Flags.MOUNT_ATTR_NOEXEC;

  @Override
  public void furnish(Kernel kernel) {
    int flags = Flags.O_PATH | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    int target;
    try {
      target = kernel.openat(Flags.AT_FDCWD, TARGET, flags, 0);
    } catch (ErrnoException e) {
      if (MountCalls.isAbsence(e.errno())) {
        // A root without one asks whoever answers at its own port 53.
        return;
      }
      throw e;
    }
    int tree = tree(kernel);
    kernel.move_mount(
        tree, "", target, "", Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH);
    // Only now: the kernel mounts nothing whose name is gone.
    kernel.unlinkat(Flags.AT_FDCWD, SCRATCH, 0);
    kernel.close(tree);
    kernel.close(target);
  }

  /** The file as a mount that is not anywhere yet. */
  private int tree(Kernel kernel) {
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC;
    Fd file = new Fd(kernel, kernel.openat(Flags.AT_FDCWD, SCRATCH, flags, 0444));
    file.write(OsString.encode(content));
    file.close();
    int tree =
        kernel.open_tree(Flags.AT_FDCWD, SCRATCH, Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC);
    kernel.mount_setattr(tree, "", Flags.AT_EMPTY_PATH, ATTRIBUTES, 0, Flags.MS_PRIVATE);
    return tree;
  }

  @Override
  public String text() {
    return "have " + TARGET + " name the network's resolver, where the root has such a file";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.ENOTDIR ? TARGET + " of the root is a directory" : "";
  }
}
