package dev.limpet.oci.start;

import dev.limpet.linux.Errno;

/** Why a program cannot be executed, in the words by which engines tell the cases apart. */
final class Programs {
  private Programs() {}

  static String failure(String program, int errno) {
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
