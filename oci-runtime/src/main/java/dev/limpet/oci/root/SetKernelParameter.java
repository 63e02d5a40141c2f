package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;

/**
 * Sets a parameter of the kernel's for the container's namespaces, see sysctl(8).
 *
 * @param name such as {@code net.ipv4.ip_forward}
 * @param value what it is set to
 */
record SetKernelParameter(String name, String value) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    try (Fd file = Fd.open(kernel, path(), Flags.O_WRONLY)) {
      file.write(OsString.encode(value));
    }
  }

  private String path() {
    // As sysctl(8): the first separator tells which of the two separates.
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean dots = slash < 0 || (dot >= 0 && dot < slash);
    StringBuilder path = new StringBuilder("/proc/sys/");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      path.append(dots && c == '.' ? '/' : dots && c == '/' ? '.' : c);
    }
    return path.toString();
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
