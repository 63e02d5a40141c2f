package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Changes a mount of the root once all is in its place.
 *
 * @param root the root
 * @param path where it is mounted
 * @param readOnly whether it shall be read-only from here on
 * @param propagation MS_* that it gets, 0 for none
 */
record SealMount(BundleRoot root, String path, boolean readOnly, long propagation)
    implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    int mount = root.find(kernel, path);
    if (readOnly) {
      kernel.mount_setattr(mount, "", Flags.AT_EMPTY_PATH, Flags.MOUNT_ATTR_RDONLY, 0, 0);
    }
    if (propagation != 0) {
      Propagation.set(kernel, mount, propagation);
    }
    kernel.close(mount);
  }

  @Override
  public String text() {
    return "make " + path + (readOnly ? " read-only" : " what rootfsPropagation says");
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
