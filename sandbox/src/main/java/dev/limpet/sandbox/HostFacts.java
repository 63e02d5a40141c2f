package dev.limpet.sandbox;

import dev.limpet.formats.proc.Mounts;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Machine;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link Host} from the kernel. */
public final class HostFacts {
  private static final String MOUNTS = "/proc/self/mounts";

  /** Room for the 100,000 mounts that fs.mount-max allows. */
  private static final int MOUNTS_LIMIT = 16 << 20;

  /**
   * Nearly everywhere a file system of its own, with the sockets of services and the state of
   * boxes. Where it is not it is taken for one, so that a box sees it nowhere.
   */
  private static final String RUN = "/run";

  private HostFacts() {}

  /**
   * The facts of this process and machine.
   *
   * @throws RefusedException where a standard descriptor is a directory
   */
  public static Host read(Kernel kernel) {
    Architecture architecture = architecture();
    refuseDirectories(kernel);
    return new Host(architecture, kernel.geteuid(), kernel.getegid(), cwd(kernel), mounts(kernel));
  }

  /** The processor. */
  public static Architecture architecture() {
    return Machine.isAarch64() ? Architecture.AARCH64 : Architecture.X86_64;
  }

  /** Refuses standard descriptors that would be a door to the host. */
  public static void refuseDirectories(Kernel kernel) {
    for (int fd = 0; fd <= 2; fd++) {
      if (type(kernel, fd) == Flags.S_IFDIR) {
        throw new RefusedException(
            "descriptor "
                + fd
                + " is a directory, through which the box could reach the host's files");
      }
    }
  }

  /** The S_IF* of what is open at {@code fd}; 0 if nothing is. */
  private static int type(Kernel kernel, int fd) {
    try {
      return kernel.statx(fd, "", Flags.AT_EMPTY_PATH).type();
    } catch (ErrnoException e) {
      return 0;
    }
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
    List<String> points = new ArrayList<>();
    for (byte[] point : Mounts.points(file.readAll(MOUNTS_LIMIT))) {
      points.add(OsString.decode(point));
    }
    file.close();
    if (!points.contains(RUN)) {
      points.add(RUN);
    }
    return points;
  }
}
