package dev.limpet.oci.root;

import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes the root the process's, in a mount namespace that others use too: theirs stays as it is.
 *
 * @param root the root
 */
record ConfineToRoot(BundleRoot root) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.fchdir(root.number());
    kernel.chroot(".");
    kernel.chdir("/");
  }

  @Override
  public String text() {
    return "enter the root, in a mount namespace of others";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
