package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;

/** A file that the caller has named. */
final class CallersFile {
  /** No environment may be larger, and no policy or profile has to be. */
  private static final int LIMIT = 1 << 20;

  private CallersFile() {}

  /**
   * What is in it.
   *
   * @param option the verb and the option that named it, for messages
   */
  static String text(Kernel kernel, String option, String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      String text = OsString.decode(file.readAll(LIMIT));
      file.close();
      return text;
    } catch (ErrnoException e) {
      String why =
          e.errno() == Errno.EFBIG
              ? " has more than " + LIMIT + " bytes"
              : " cannot be read: " + Errno.name(e.errno());
      throw new UsageException(option + " " + path + why);
    }
  }
}
