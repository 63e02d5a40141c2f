package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Makes the working directory where the root does not have it.
 *
 * @param root the root
 * @param path the directory
 */
record MakeWorkingDirectory(BundleRoot root, String path) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    try {
      kernel.close(root.make(kernel, path, true));
    } catch (ErrnoException e) {
      // Where it cannot be made it cannot be entered either, and that is told then.
      if (e.errno() != Errno.EROFS && e.errno() != Errno.EACCES) {
        throw e;
      }
    }
  }

  @Override
  public String text() {
    return "make the working directory " + path;
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
