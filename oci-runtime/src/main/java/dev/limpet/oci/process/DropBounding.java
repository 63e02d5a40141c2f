package dev.limpet.oci.process;

import dev.limpet.linux.Capabilities;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import java.util.List;

/**
 * Takes all capabilities out of the bounding set but some.
 *
 * @param kept those that stay
 */
record DropBounding(List<String> kept) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    long set = SetCapabilities.set(kept);
    // The kernel knows which is the last: what comes after it is invalid.
    for (int number = 0; number < Long.SIZE; number++) {
      if ((set >>> number & 1) == 0) {
        try {
          kernel.prctl(Flags.PR_CAPBSET_DROP, number, 0, 0, 0);
        } catch (ErrnoException e) {
          if (e.errno() == Errno.EINVAL && number >= Capabilities.COUNT - 3) {
            return;
          }
          throw e;
        }
      }
    }
  }

  @Override
  public String text() {
    return "drop capabilities from the bounding set";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
