package dev.limpet.oci.start;

import dev.limpet.formats.oci.Process;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.SearchPath;

/**
 * Where a program is, and why it cannot be executed, in the words by which engines tell the cases
 * apart.
 */
final class Programs {
  private Programs() {}

  /**
   * The path of the program of {@code process}, as its user will see it.
   *
   * @throws RefusedException where there is none that can be executed
   */
  static String find(Kernel kernel, Process process) {
    String name = process.args().get(0);
    int errno = Errno.ENOENT;
    for (String path : SearchPath.candidates(name, process.env())) {
      try {
        FileStatus status = kernel.statx(Flags.AT_FDCWD, path, 0);
        if (status.isRegularFile() && (status.mode() & 0111) != 0) {
          return path;
        }
        errno = Errno.EACCES;
      } catch (ErrnoException e) {
        errno = e.errno() == Errno.EACCES ? Errno.EACCES : errno;
      }
    }
    throw refusal(name, errno);
  }

  static RefusedException refusal(String program, int errno) {
    boolean absent = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    int code = absent ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE;
    return new RefusedException(words(program, errno), code);
  }

  private static String words(String program, int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENOTDIR ->
          program.indexOf('/') >= 0
              ? "exec " + program + ": no such file or directory in the container"
              : "exec " + program + ": executable file not found in $PATH of the container";
      case Errno.EACCES, Errno.EPERM ->
          "exec " + program + ": permission denied: not a file that may be executed";
      case Errno.ENOEXEC ->
          "exec " + program + ": exec format error: not a program for this machine";
      default -> "exec " + program + ": " + Errno.name(errno);
    };
  }
}
