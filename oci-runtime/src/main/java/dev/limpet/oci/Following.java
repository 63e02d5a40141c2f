package dev.limpet.oci;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.linux.WaitStatus;
import dev.limpet.sandbox.boxes.ProcessId;

/** Stays with a process that is this one's child, and passes signals on to it. */
final class Following {
  private static final long PASSED =
      Signals.set(
          Flags.SIGHUP,
          Flags.SIGINT,
          Flags.SIGQUIT,
          Flags.SIGTERM,
          Flags.SIGUSR1,
          Flags.SIGUSR2,
          Flags.SIGCONT,
          Flags.SIGWINCH);

  private final Kernel kernel;

  Following(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Returns its exit code, or 128 and the signal that ended it. */
  int untilEnd(ProcessId process) {
    long awaited = PASSED | Signals.set(Flags.SIGCHLD);
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, awaited);
    int[] status = new int[1];
    while (kernel.wait4(process.pid(), status, Flags.WNOHANG) == 0) {
      int signal = kernel.rt_sigtimedwait(awaited, -1);
      if (signal != Flags.SIGCHLD) {
        pass(signal, process.pid());
      }
    }
    return new WaitStatus(status[0]).exitCode();
  }

  private void pass(int signal, int pid) {
    try {
      kernel.kill(pid, signal);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
  }
}
