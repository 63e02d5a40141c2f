package dev.limpet.sandbox;

import dev.limpet.formats.proc.Mounts;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.List;

/** Reads a {@link Host} from the kernel. */
public final class HostFacts {
  private static final String MOUNTS = "/proc/self/mounts";

  /** Room for some thousand mounts. */
  private static final int MOUNTS_LIMIT = 1 << 20;

  private HostFacts() {}

  /** The facts of this process and machine. */
  public static Host read(Kernel kernel, Architecture architecture) {
    return new Host(
        architecture,
        kernel.geteuid(),
        kernel.getegid(),
        cwd(kernel),
        mounts(kernel),
        kernel.isatty(0) || kernel.isatty(1) || kernel.isatty(2));
  }

  private static String cwd(Kernel kernel) {
    try {
      String cwd = kernel.getcwd();
      // "(unreachable)/..." stands for a directory outside the root or of another namespace.
      return cwd.startsWith("/") ? cwd : "";
    } catch (ErrnoException e) {
      return ""; // it was removed
    }
  }

  private static List<String> mounts(Kernel kernel) {
    Fd file = Fd.open(kernel, MOUNTS, Flags.O_RDONLY);
    List<String> points = Mounts.points(OsString.decode(file.readAll(MOUNTS_LIMIT)));
    file.close();
    return points;
  }
}
