package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;

/** Turns the box's first process into the guest. */
final class Execution {
  private final Kernel kernel;
  private final Stdio messages;

  Execution(Kernel kernel, Stdio messages) {
    this.kernel = kernel;
    this.messages = messages;
  }

  /** Does not return where the guest starts; else says why not and returns 126 or 127. */
  int become(Plan.Guest guest) {
    String[] args = guest.args().toArray(new String[0]);
    String[] env = guest.env().toArray(new String[0]);
    boolean named = args[0].indexOf('/') >= 0;
    int errno = Errno.ENOENT;
    for (String path : guest.paths()) {
      int failure = kernel.execve(path, args, env);
      // As execvp(3): what cannot be executed here may be found further on, but is remembered; not
      // so a directory of the PATH that the guest may not look into, or whose path is too long.
      if (failure == Errno.EACCES) {
        errno = named || isThere(path) ? failure : errno;
      } else if (failure == Errno.ENAMETOOLONG && !named) {
        errno = errno == Errno.ENOENT ? failure : errno;
      } else if (failure != Errno.ENOENT && failure != Errno.ENOTDIR) {
        return failed(args[0], failure, guest.elsewhere());
      }
    }
    return failed(args[0], errno, guest.elsewhere());
  }

  private boolean isThere(String path) {
    try {
      kernel.statx(Flags.AT_FDCWD, path, 0);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  private int failed(String command, int errno, String elsewhere) {
    String hint =
        switch (errno) {
          case Errno.ENOENT ->
              command.indexOf('/') >= 0
                  ? ": there is no such file in the box, or not the interpreter it names"
                  : ": not found in the PATH of the box" + elsewhere;
          case Errno.EACCES -> ": not a file that may be executed";
          case Errno.ENOEXEC -> ": not a program for this machine, and no script with a #! line";
          case Errno.E2BIG -> ": the arguments and the environment are too long";
          default -> "";
        };
    messages.failure("exec " + command + ": " + Errno.name(errno) + hint);
    return ExitCode.ofExecve(errno);
  }
}
