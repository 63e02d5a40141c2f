package dev.limpet.oci.start;

import dev.limpet.formats.oci.Process;
import dev.limpet.formats.proc.Passwd;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** HOME, for a program that was not given one. */
final class Home {
  private static final String VARIABLE = "HOME=";
  private static final String PASSWD = "/etc/passwd";
  private static final int LIMIT = 1 << 20;

  private Home() {}

  /** The environment of a process, with HOME as the container's own /etc/passwd has it. */
  static List<String> completed(Kernel kernel, Process process) {
    for (String entry : process.env()) {
      if (entry.startsWith(VARIABLE)) {
        return process.env();
      }
    }
    List<String> all = new ArrayList<>(process.env());
    String home = Passwd.home(passwd(kernel), Integer.toUnsignedLong(process.user().uid()));
    all.add(VARIABLE + (home == null || home.isEmpty() ? "/" : home));
    return all;
  }

  /** The file's text; nothing where it is none that can be read. */
  private static String passwd(Kernel kernel) {
    try (Fd file = Fd.open(kernel, PASSWD, Flags.O_RDONLY | Flags.O_NONBLOCK | Flags.O_NOCTTY)) {
      boolean regular = kernel.statx(file.number(), "", Flags.AT_EMPTY_PATH).isRegularFile();
      return regular ? OsString.decode(file.readAll(LIMIT)) : "";
    } catch (ErrnoException e) {
      // The image need not have one, and may have anything else in its place.
      if (e.errno() == Errno.EBADF || e.errno() == Errno.ENOMEM) {
        throw e;
      }
      return "";
    }
  }
}
