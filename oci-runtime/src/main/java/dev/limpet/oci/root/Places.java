package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/** Places: what is opened at paths, to mount on. */
public final class Places {
  private static final int EMPTY_PATHS =
      Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH;

  private Places() {}

  /** Mounts {@code tree}, which is attached nowhere, on {@code place}; both stay open. */
  public static void attach(Kernel kernel, int tree, int place) {
    kernel.move_mount(tree, "", place, "", EMPTY_PATHS);
  }

  /** A descriptor of what is at {@code path}, or -1. */
  static int ifThere(Kernel kernel, BundleRoot root, String path) {
    try {
      return root.find(kernel, path);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return -1;
      }
      throw e;
    }
  }
}
