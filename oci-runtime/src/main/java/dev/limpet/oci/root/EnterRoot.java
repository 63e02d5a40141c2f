package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes the root the process's, and lets go of the host's.
 *
 * @param root the root, in which the process is
 * @param pivot whether by pivot_root(2); a root on an initial ramdisk cannot be left so
 */
record EnterRoot(BundleRoot root, boolean pivot) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.fchdir(root.number());
    if (pivot) {
      int flags = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC;
      int old = kernel.openat(Flags.AT_FDCWD, "/", flags, 0);
      kernel.pivot_root(".", ".");
      // What is let go of here must not go on the host.
      kernel.fchdir(old);
      kernel.mount(null, ".", null, Flags.MS_SLAVE | Flags.MS_REC, null);
      kernel.umount2(".", Flags.MNT_DETACH);
      kernel.close(old);
    } else {
      kernel.mount(".", "/", null, Flags.MS_MOVE, null);
      kernel.chroot(".");
    }
    kernel.chdir("/");
  }

  @Override
  public String text() {
    return "enter the root";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EINVAL && pivot ? "a root on an initial ramdisk needs --no-pivot" : "";
  }
}
