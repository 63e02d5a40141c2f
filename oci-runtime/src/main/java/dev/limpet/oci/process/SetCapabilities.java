package dev.limpet.oci.process;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import java.util.List;

/**
 * Sets the effective, permitted, inheritable and ambient capabilities. Names that are not known
 * stand for nothing.
 *
 * @param capabilities the sets
 */
record SetCapabilities(Capabilities capabilities) implements Step.Furnish {
  /** The set of these names. */
  static long set(List<String> names) {
    long set = 0;
    for (String name : names) {
      int number = dev.limpet.linux.Capabilities.number(name);
      set |= number < 0 ? 0 : 1L << number;
    }
    return set;
  }

  @Override
  public void furnish(Kernel kernel) {
    kernel.capset(
        set(capabilities.effective()),
        set(capabilities.permitted()),
        set(capabilities.inheritable()));
    long ambient = set(capabilities.ambient());
    for (int number = 0; number < dev.limpet.linux.Capabilities.COUNT; number++) {
      if ((ambient >>> number & 1) != 0) {
        raise(kernel, number);
      }
    }
  }

  private static void raise(Kernel kernel, int number) {
    try {
      kernel.prctl(Flags.PR_CAP_AMBIENT, Flags.PR_CAP_AMBIENT_RAISE, number, 0, 0);
    } catch (ErrnoException e) {
      // EPERM: it is not both permitted and inheritable, so that nothing would be inherited.
      if (e.errno() != Errno.EPERM && e.errno() != Errno.EINVAL) {
        throw e;
      }
    }
  }

  @Override
  public String text() {
    return "set the capabilities";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EPERM ? "the caller does not have them all itself" : "";
  }
}
