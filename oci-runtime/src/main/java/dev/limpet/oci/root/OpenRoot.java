package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Mounts the bundle's root on itself, and keeps what happens there from the host's mounts. The root
 * is the working directory: it has been reached with the caller's rights. A mount namespace that is
 * joined has its own idea of the path, and keeps its mounts as they are.
 *
 * @param root the root
 * @param path its path
 * @param propagation MS_* that all mounts get first; 0 leaves them
 */
public record OpenRoot(BundleRoot root, String path, long propagation) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    if (propagation == 0) {
      kernel.chdir(path);
    } else {
      // What is unbindable could not be mounted on itself; the root becomes it in the end.
      boolean unbindable = (propagation & Flags.MS_UNBINDABLE) != 0;
      kernel.mount(
          null,
          "/",
          null,
          unbindable ? (propagation & Flags.MS_REC) | Flags.MS_PRIVATE : propagation,
          null);
      if ((propagation & Flags.MS_SHARED) != 0) {
        keepToItself(kernel, kernel.getcwd());
      }
    }
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE;
    int tree = kernel.open_tree(Flags.AT_FDCWD, ".", flags);
    kernel.move_mount(tree, "", Flags.AT_FDCWD, ".", Flags.MOVE_MOUNT_F_EMPTY_PATH);
    root.is(tree);
    kernel.fchdir(tree);
  }

  /**
   * Makes the mount that the root is on private: pivot_root(2) wants it, and what is mounted in the
   * root would else be seen by the host.
   */
  private static void keepToItself(Kernel kernel, String directory) {
    String place = directory;
    while (!kernel.statx(Flags.AT_FDCWD, place, 0).mountRoot()) {
      int slash = place.lastIndexOf('/');
      place = slash <= 0 ? "/" : place.substring(0, slash);
    }
    kernel.mount(null, place, null, Flags.MS_PRIVATE, null);
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
