package dev.limpet.oci.process;

import dev.limpet.formats.oci.Seccomp;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.WaitStatus;
import dev.limpet.sandbox.Step;

/**
 * Installs a filter of system calls that leaves some of them to somebody else, and sends that one
 * the descriptor to hear of them.
 *
 * <p>The filter may leave sendmsg itself to others, or any other call: from where it is installed
 * until it has its listener this process makes none. The descriptor is sent by another that has
 * been made before, without the filter, and that has the same descriptors.
 *
 * @param program the filter
 * @param listener a connected socket
 * @param state what is told along with the descriptor: the specification's container process state
 */
record ListenedFilter(Seccomp.Program program, int listener, String state) implements Step.Furnish {
  /** Nanoseconds between two looks. */
  private static final long PAUSE = 50_000;

  @Override
  public void furnish(Kernel kernel) {
    byte[] told = OsString.encode(state);
    int notify = kernel.fcntl(listener, Flags.F_DUPFD_CLOEXEC, 0);
    kernel.close(notify);
    kernel.rt_sigaction(Flags.SIGCHLD, Flags.SIG_DFL);
    int parent = kernel.getpid();
    int messenger = kernel.clone(Flags.CLONE_FILES | Flags.SIGCHLD);
    if (messenger == 0) {
      kernel.exit_group(deliver(kernel, parent, notify, told));
    }
    int[] status = new int[1];
    try {
      kernel.seccomp_listener(
          program.flags() | Flags.SECCOMP_FILTER_FLAG_NEW_LISTENER, program.instructions());
    } catch (ErrnoException e) {
      kernel.kill(messenger, Flags.SIGKILL);
      kernel.wait4(messenger, status, 0);
      throw e;
    }
    kernel.wait4(messenger, status, 0);
    int errno = new WaitStatus(status[0]).exitCode();
    if (errno != 0) {
      throw new ErrnoException("sendmsg", "to linux.seccomp.listenerPath", errno);
    }
  }

  /** What the messenger does; returns 0 or an errno. It closes what its parent no longer needs. */
  private int deliver(Kernel kernel, int parent, int notify, byte[] told) {
    int errno = 0;
    try {
      kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
      while (!isOpen(kernel, notify)) {
        if (kernel.getppid() != parent) {
          return Errno.ESRCH;
        }
        kernel.ppoll(new int[0], new int[0], new int[0], PAUSE);
      }
      kernel.sendmsg(listener, told, new int[] {notify}, Flags.MSG_NOSIGNAL);
    } catch (ErrnoException e) {
      errno = e.errno();
    }
    // Without a listener such calls fail, and nobody waits.
    kernel.close(notify);
    kernel.close(listener);
    return errno;
  }

  /** The kernel gives the lowest number that is free, once the filter is in force. */
  private static boolean isOpen(Kernel kernel, int fd) {
    try {
      kernel.fcntl(fd, Flags.F_GETFD, 0);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EBADF) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public String text() {
    return "install the seccomp filter, and tell its listener";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EBUSY ? "a filter around this one has a listener already" : "";
  }
}
