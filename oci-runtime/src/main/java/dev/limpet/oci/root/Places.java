package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;

/** Paths of the root that need not be there. */
final class Places {
  private Places() {}

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
