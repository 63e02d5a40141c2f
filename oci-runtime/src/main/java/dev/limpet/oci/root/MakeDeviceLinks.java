package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import java.util.List;

/** Makes the links of /dev that the specification and programs want. */
record MakeDeviceLinks(BundleRoot root) implements Step.Furnish {
  private static final List<String> LINKS =
      List.of(
          "fd", "/proc/self/fd",
          "stdin", "/proc/self/fd/0",
          "stdout", "/proc/self/fd/1",
          "stderr", "/proc/self/fd/2");

  @Override
  public void furnish(Kernel kernel) {
    int dev = root.make(kernel, "/dev", true);
    for (int i = 0; i < LINKS.size(); i += 2) {
      link(kernel, dev, LINKS.get(i), LINKS.get(i + 1));
    }
    // A node of the image would be a terminal of the host's.
    if (root.has(kernel, "/dev/pts/ptmx")) {
      remove(kernel, dev, "ptmx");
      link(kernel, dev, "ptmx", "pts/ptmx");
    }
    kernel.close(dev);
  }

  private static void remove(Kernel kernel, int dev, String name) {
    try {
      kernel.unlinkat(dev, name, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private static void link(Kernel kernel, int dev, String name, String target) {
    try {
      kernel.symlinkat(target, dev, name);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  @Override
  public String text() {
    return "make the links in /dev";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
