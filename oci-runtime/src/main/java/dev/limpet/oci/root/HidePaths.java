package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import java.util.List;

/**
 * Puts nothing over paths of the root, where there is anything. What is put there is the host's,
 * not what the root has under such a name.
 *
 * @param root the root
 * @param paths the paths
 */
record HidePaths(BundleRoot root, List<String> paths) implements Step.Furnish {
  private static final int CLONE = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC;

  @Override
  public void furnish(Kernel kernel) {
    int nothing = -1;
    for (String path : paths) {
      int place = Places.ifThere(kernel, root, path);
      if (place < 0) {
        continue;
      }
      int tree;
      if (!kernel.statx(place, "", Flags.AT_EMPTY_PATH).isDirectory()) {
        tree = kernel.open_tree(Flags.AT_FDCWD, "/dev/null", CLONE);
      } else if (nothing < 0) {
        nothing = emptyDirectory(kernel);
        tree = nothing;
      } else {
        tree = kernel.open_tree(nothing, "", CLONE | Flags.AT_EMPTY_PATH);
      }
      Places.attach(kernel, tree, place);
      kernel.close(place);
      if (tree != nothing) {
        kernel.close(tree);
      }
    }
    if (nothing >= 0) {
      kernel.close(nothing);
    }
  }

  /** A file system of its own with one directory, of which all others are copies. */
  private static int emptyDirectory(Kernel kernel) {
    int config = kernel.fsopen("tmpfs", Flags.FSOPEN_CLOEXEC);
    kernel.fsconfig(config, Flags.FSCONFIG_SET_STRING, "mode", "555", 0);
    kernel.fsconfig(config, Flags.FSCONFIG_SET_STRING, "nr_inodes", "1", 0);
    kernel.fsconfig(config, Flags.FSCONFIG_CMD_CREATE, null, null, 0);
    int attributes =
        Flags.MOUNT_ATTR_RDONLY
            | Flags.MOUNT_ATTR_NOSUID
            | Flags.MOUNT_ATTR_NODEV
            | Flags.MOUNT_ATTR_NOEXEC;
    int mount = kernel.fsmount(config, Flags.FSMOUNT_CLOEXEC, attributes);
    kernel.close(config);
    return mount;
  }

  @Override
  public String text() {
    return "hide the masked paths";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
