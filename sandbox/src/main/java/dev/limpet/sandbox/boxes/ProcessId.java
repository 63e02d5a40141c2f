package dev.limpet.sandbox.boxes;

import dev.limpet.formats.proc.PidfdInfo;
import dev.limpet.formats.proc.ProcStat;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import org.jspecify.annotations.Nullable;

/**
 * A process, told from all that may have the same number after it.
 *
 * @param pid its number
 * @param start when it began, in the kernel's clock ticks since boot
 */
public record ProcessId(int pid, long start) {
  /** What /proc says of one process is shorter. */
  private static final int LIMIT = 4096;

  /** This process. */
  public static ProcessId own(Kernel kernel) {
    return numbered(kernel, kernel.getpid());
  }

  /** The process of a descriptor, see pidfd_open(2). */
  public static ProcessId of(Kernel kernel, int pidfd) {
    return numbered(kernel, PidfdInfo.pid(read(kernel, "/proc/self/fdinfo/" + pidfd)));
  }

  /** The process of that number, which is there. */
  public static ProcessId numbered(Kernel kernel, int pid) {
    return new ProcessId(pid, ProcStat.startTime(read(kernel, "/proc/" + pid + "/stat")));
  }

  /** A descriptor of the process; null where it has ended, whoever has its number now. */
  public @Nullable Fd open(Kernel kernel) {
    try {
      Fd pidfd = new Fd(kernel, kernel.pidfd_open(pid, 0));
      // Looked up after it was opened: while the descriptor's process is there its number is its.
      if (of(kernel, pidfd.number()).equals(this)) {
        return pidfd;
      }
      pidfd.close();
      return null;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ESRCH || e.errno() == Errno.ENOENT || e.errno() == Errno.EINVAL) {
        return null;
      }
      throw e;
    }
  }

  private static String read(Kernel kernel, String path) {
    Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
    String text = OsString.decode(file.readAll(LIMIT));
    file.close();
    return text;
  }
}
