package dev.limpet.sandbox;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import org.jspecify.annotations.Nullable;

/** Programs of the host that help. */
public final class HostPrograms {
  /** Where distributions put them, whatever the caller's PATH says. */
  private static final String USUAL =
      "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

  private HostPrograms() {}

  /**
   * The absolute path of a program; null where there is none. Parts of the PATH that are empty or
   * relative lead to the current directory, where somebody else may have put something.
   *
   * @param path the caller's PATH, or null
   */
  public static @Nullable String find(Kernel kernel, @Nullable String path, String name) {
    String all = path == null ? USUAL : path + ":" + USUAL;
    int start = 0;
    while (start <= all.length()) {
      int colon = all.indexOf(':', start);
      int end = colon < 0 ? all.length() : colon;
      if (start < end && all.charAt(start) == '/') {
        String candidate = all.substring(start, end) + "/" + name;
        if (isProgram(kernel, candidate)) {
          return candidate;
        }
      }
      start = end + 1;
    }
    return null;
  }

  private static boolean isProgram(Kernel kernel, String path) {
    try {
      FileStatus status = kernel.statx(Flags.AT_FDCWD, path, 0);
      return status.type() == Flags.S_IFREG && (status.mode() & 0111) != 0;
    } catch (ErrnoException e) {
      return false;
    }
  }
}
