package dev.limpet.oci.start;

import dev.limpet.linux.Errno;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;

/**
 * Begins a time namespace with its offsets, and enters it, so that threads may be made there.
 *
 * @param offsets lines for /proc/PID/timens_offsets, see time_namespaces(7); may be empty
 */
public record EnterTimeNamespace(String offsets) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    kernel.unshare(Flags.CLONE_NEWTIME);
    if (!offsets.isEmpty()) {
      try (Fd file = Fd.open(kernel, "/proc/self/timens_offsets", Flags.O_WRONLY)) {
        file.write(OsString.encode(offsets));
      }
    }
    try (Fd fresh = Fd.open(kernel, "/proc/self/ns/time_for_children", Flags.O_RDONLY)) {
      kernel.setns(fresh.number(), Flags.CLONE_NEWTIME);
    }
  }

  @Override
  public String text() {
    return "begin a time namespace";
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.EINVAL, Errno.ENOENT -> "the kernel needs CONFIG_TIME_NS";
      case Errno.ERANGE -> "linux.timeOffsets leads to before 0, or beyond 146 years";
      default -> "";
    };
  }
}
