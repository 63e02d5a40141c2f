package dev.limpet.sandbox;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.linux.WaitStatus;

/** What the launcher does while the box runs. */
final class Supervisor {
  private static final long FORWARDED =
      Signals.set(
          Flags.SIGHUP,
          Flags.SIGINT,
          Flags.SIGQUIT,
          Flags.SIGTERM,
          Flags.SIGUSR1,
          Flags.SIGUSR2,
          Flags.SIGCONT,
          Flags.SIGWINCH);

  private static final long HELD = FORWARDED | Signals.set(Flags.SIGCHLD);

  private final Kernel kernel;
  private long callersMask;

  Supervisor(Kernel kernel) {
    this.kernel = kernel;
  }

  /** From here on signals wait until {@link #follow} asks for them. */
  void holdSignals() {
    callersMask = kernel.rt_sigprocmask(Flags.SIG_BLOCK, HELD);
  }

  /** Gives the guest the signal mask that the caller had. */
  void releaseSignals() {
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, callersMask);
  }

  /** Passes signals on to the box until it ends; returns its exit code. */
  int follow(int box) {
    int[] status = new int[1];
    while (true) {
      int signal = kernel.rt_sigtimedwait(HELD, -1);
      if (signal != Flags.SIGCHLD) {
        kernel.kill(box, signal);
      } else if (kernel.wait4(box, status, Flags.WNOHANG) == box) {
        return new WaitStatus(status[0]).exitCode();
      }
    }
  }
}
