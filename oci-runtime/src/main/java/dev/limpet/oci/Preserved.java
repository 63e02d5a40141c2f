package dev.limpet.oci;

import dev.limpet.formats.oci.Process;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors that the engine wants a process to have beside the standard ones: those of {@code
 * --preserve-fds}, and sockets as sd_listen_fds(3) has them. All others are closed at once: a
 * process that waits in the container could be made to show what it has open.
 */
final class Preserved {
  private static final int FIRST = 3;

  private final int sockets;

  /** Looks at what there is, and closes all others. To be made before any is opened. */
  Preserved(Kernel kernel, CommandLine line) {
    String given = Environment.ofProcess().get("LISTEN_FDS");
    this.sockets = given == null ? 0 : count(given);
    long count = line.number("preserve-fds", 0) + sockets;
    if (count < 0 || count > Short.MAX_VALUE) {
      throw new FailedException("--preserve-fds: there cannot be " + count + " descriptors");
    }
    for (int fd = FIRST; fd < FIRST + count; fd++) {
      check(kernel, fd);
    }
    kernel.close_range(FIRST + (int) count, -1, 0);
  }

  private static int count(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void check(Kernel kernel, int fd) {
    try {
      int flags = kernel.fcntl(fd, Flags.F_GETFD, 0);
      kernel.fcntl(fd, Flags.F_SETFD, flags & ~Flags.FD_CLOEXEC);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EBADF) {
        throw new FailedException("--preserve-fds: descriptor " + fd + " is not open");
      }
      throw e;
    }
  }

  /** The process, told of its sockets. */
  Process announced(Process process) {
    if (sockets == 0) {
      return process;
    }
    List<String> env = new ArrayList<>(process.env());
    env.add("LISTEN_FDS=" + sockets);
    env.add("LISTEN_PID=1");
    return new Process(
        process.args(),
        env,
        process.cwd(),
        process.cwdOrRoot(),
        process.user(),
        process.capabilities(),
        process.noNewPrivileges(),
        process.rlimits(),
        process.init(),
        process.terminal(),
        process.consoleSize(),
        process.apparmorProfile(),
        process.selinuxLabel(),
        process.oomScoreAdj(),
        process.scheduler(),
        process.ioPriority(),
        process.execCPUAffinity());
  }
}
