package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes a path of the root read-only, where it is there, with all that is mounted below.
 *
 * @param root the root
 * @param path the path
 */
record KeepReadOnly(BundleRoot root, String path) implements Step.Furnish {
  private static final int CLONE =
      Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE;

  @Override
  public void furnish(Kernel kernel) {
    int place = Places.ifThere(kernel, root, path);
    if (place < 0) {
      return;
    }
    int tree = kernel.open_tree(place, "", CLONE);
    int how = Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE;
    kernel.mount_setattr(tree, "", how, Flags.MOUNT_ATTR_RDONLY, 0, 0);
    Places.attach(kernel, tree, place);
    kernel.close(tree);
    kernel.close(place);
  }

  @Override
  public String text() {
    return "make " + path + " read-only";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
