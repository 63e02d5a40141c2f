package dev.limpet.oci.root;

import dev.limpet.formats.oci.KernelParameter;
import dev.limpet.linux.Errno;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;

/**
 * Sets a parameter of the kernel's for the container's namespaces, see sysctl(8).
 *
 * @param name which one
 * @param value what it is set to
 */
record SetKernelParameter(KernelParameter name, String value) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    try (Fd file = Fd.open(kernel, "/proc/sys/" + name.path(), Flags.O_WRONLY)) {
      file.write(OsString.encode(value));
    }
  }

  @Override
  public String text() {
    return "set the kernel parameter " + name;
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.ENOENT ? "the kernel has none of that name" : "";
  }
}
