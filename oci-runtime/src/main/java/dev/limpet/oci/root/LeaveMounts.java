package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes the root the process's, and goes back to the mount namespace of the runtime, which the
 * container is to share. The root was furnished in one that nobody else sees: what is taken along
 * is a copy of its mounts that lies nowhere in the host's tree. It is the kernel that lets go of it
 * when the last process has, however that ends.
 *
 * @param root the root, in which the process is
 * @param mounts the runtime's mount namespace
 */
record LeaveMounts(BundleRoot root, int mounts) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    int flags =
        Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE | Flags.AT_EMPTY_PATH;
    int tree = kernel.open_tree(root.number(), "", flags);
    kernel.setns(mounts, Flags.CLONE_NEWNS);
    kernel.close(mounts);
    kernel.fchdir(tree);
    kernel.chroot(".");
    kernel.chdir("/");
    kernel.close(tree);
  }

  @Override
  public String text() {
    return "enter the root, in the mount namespace of the runtime";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EPERM ? "without a mount namespace of its own a container is root's" : "";
  }
}
