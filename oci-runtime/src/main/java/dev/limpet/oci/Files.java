package dev.limpet.oci;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.boxes.ProcessId;
import org.jspecify.annotations.Nullable;

/** Small files, whole. */
final class Files {
  /** Bytes: more than any config.json has, and few enough for the memory of this program. */
  static final int LIMIT = 1 << 20;

  /** A state may have such a config.json's annotations in each of its lines. */
  static final int STATE_LIMIT = 8 * LIMIT;

  private Files() {}

  static String read(Kernel kernel, String path) {
    return read(kernel, Flags.AT_FDCWD, path);
  }

  static String read(Kernel kernel, int at, String path) {
    return read(kernel, at, path, LIMIT);
  }

  private static String read(Kernel kernel, int at, String path, int limit) {
    int flags = Flags.O_RDONLY | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(at, path, flags, 0))) {
      return OsString.decode(file.readAll(limit));
    }
  }

  /** The text of a file of {@link #STATE_LIMIT} at the most; null where there is none. */
  static @Nullable String readIfThere(Kernel kernel, int at, String path) {
    try {
      return read(kernel, at, path, STATE_LIMIT);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  /** Writes into a file that is there, such as those of /proc and /sys. */
  static void put(Kernel kernel, String path, String text) {
    try (Fd file = Fd.open(kernel, path, Flags.O_WRONLY)) {
      file.write(OsString.encode(text));
    }
  }

  /** Sets how readily the kernel ends a process for want of memory; null: as it is. */
  static void score(Kernel kernel, ProcessId process, @Nullable Integer score) {
    if (score == null) {
      return;
    }
    try {
      put(kernel, "/proc/" + process.pid() + "/oom_score_adj", String.valueOf(score));
    } catch (ErrnoException e) {
      throw new FailedException(
          "process.oomScoreAdj "
              + score
              + ": "
              + Errno.name(e.errno())
              + ": only who has CAP_SYS_RESOURCE may go below what this process has");
    }
  }

  /** Makes a file that only its owner may read. */
  static void make(Kernel kernel, int at, String path, String text) {
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_TRUNC | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(at, path, flags, 0600))) {
      file.write(OsString.encode(text));
    }
  }

  static boolean isThere(Kernel kernel, int at, String path) {
    try {
      kernel.statx(at, path, 0);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** Makes a file or replaces it, at once: whoever reads sees the old text or the new one. */
  static void replace(Kernel kernel, int at, String path, String text, int mode) {
    String temporary = path + ".new";
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_TRUNC | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(at, temporary, flags, mode))) {
      file.write(OsString.encode(text));
    }
    kernel.renameat(at, temporary, at, path);
  }

  /** The path from the root on, where it is one from the current directory. */
  static String absolute(Kernel kernel, String path) {
    if (path.startsWith("/")) {
      return path;
    }
    String here = kernel.getcwd();
    return path.equals(".") ? here : (here.equals("/") ? "" : here) + "/" + path;
  }
}
