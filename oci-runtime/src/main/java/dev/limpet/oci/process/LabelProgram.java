package dev.limpet.oci.process;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;

/**
 * Says what label of a security module the program shall have that is executed next.
 *
 * @param proc the host's /proc, as a place: what the container has there need not be the kernel's
 * @param module {@code apparmor} or {@code selinux}
 * @param label the profile's name, or the context
 */
record LabelProgram(int proc, String module, String label) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    boolean apparmor = module.equals("apparmor");
    String text = apparmor ? "exec " + label : label;
    try {
      write(kernel, "self/attr/" + module + "/exec", text);
    } catch (ErrnoException e) {
      // Before modules could be stacked there was one file for all of them.
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      write(kernel, "self/attr/exec", text);
    }
  }

  private void write(Kernel kernel, String path, String text) {
    int flags = Flags.O_WRONLY | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(proc, path, flags, 0))) {
      file.write(OsString.encode(text));
    }
  }

  @Override
  public String text() {
    return "give the program the label " + label + " of " + module;
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.EINVAL, Errno.ENOENT -> "the host's " + module + " has no such label";
      case Errno.EACCES, Errno.EPERM -> "its policy does not allow that";
      default -> "";
    };
  }
}
