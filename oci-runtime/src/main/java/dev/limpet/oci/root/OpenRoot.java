package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Mounts the bundle's root on itself, and keeps what happens there from the host's mounts. The root
 * is the working directory: it has been reached with the caller's rights.
 *
 * @param root the root
 * @param path its path, for messages
 * @param propagation MS_* that all mounts get first
 */
public record OpenRoot(BundleRoot root, String path, long propagation) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.mount(null, "/", null, propagation, null);
    if ((propagation & Flags.MS_SHARED) != 0) {
      // pivot_root(2) does not want the mount that the root is on shared: one between the two.
      int between = attach(kernel, tree(kernel), Flags.AT_FDCWD);
      kernel.mount_setattr(between, "", Flags.AT_EMPTY_PATH, 0, 0, Flags.MS_PRIVATE);
      root.is(attach(kernel, tree(kernel), between));
      kernel.close(between);
    } else {
      root.is(attach(kernel, tree(kernel), Flags.AT_FDCWD));
    }
    kernel.fchdir(root.number());
  }

  private static int tree(Kernel kernel) {
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE;
    return kernel.open_tree(Flags.AT_FDCWD, ".", flags);
  }

  /** Mounts it on the working directory, or on the place {@code at}; returns its descriptor. */
  private static int attach(Kernel kernel, int tree, int at) {
    if (at == Flags.AT_FDCWD) {
      kernel.move_mount(tree, "", at, ".", Flags.MOVE_MOUNT_F_EMPTY_PATH);
    } else {
      int flags = Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH;
      kernel.move_mount(tree, "", at, "", flags);
    }
    return tree;
  }

  @Override
  public String text() {
    return "mount the root " + path;
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
