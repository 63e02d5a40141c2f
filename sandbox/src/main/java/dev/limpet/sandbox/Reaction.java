package dev.limpet.sandbox;

import dev.limpet.formats.proc.ProcStat;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Signals;

/**
 * What the launcher does with a signal it gets while a box runs, so that the box behaves as its
 * command would without one.
 *
 * <p>The guest is pid 1 of its namespace, and the kernel drops signals to a pid 1 that has no
 * handler for them. Where the guest left a signal its default action, the launcher takes that
 * action.
 */
enum Reaction {
  /** The signal is passed on. */
  FORWARD,
  /** The guest is ended, as by the signal. */
  END,
  /** The guest is stopped, and the launcher with it, until both are continued. */
  STOP;

  /** Signals that end a process that does not care. */
  static final long ENDING =
      Signals.set(
          Flags.SIGHUP,
          Flags.SIGINT,
          Flags.SIGQUIT,
          Flags.SIGTERM,
          Flags.SIGUSR1,
          Flags.SIGUSR2,
          Flags.SIGALRM);

  /** Signals that ask a process to end: one that catches them still means to. */
  private static final long ASKING_TO_END = Signals.set(Flags.SIGINT, Flags.SIGQUIT, Flags.SIGTERM);

  /** Signals that stop it. */
  private static final long STOPPING = Signals.set(Flags.SIGTSTP, Flags.SIGTTIN, Flags.SIGTTOU);

  /** Signals that do nothing to a process that does not care. */
  private static final long HARMLESS =
      Signals.set(Flags.SIGCHLD, Flags.SIGCONT, Flags.SIGURG, Flags.SIGWINCH);

  /** All that the launcher takes part in. */
  static final long HANDLED = ENDING | STOPPING | Signals.set(Flags.SIGCONT, Flags.SIGWINCH);

  /**
   * The reaction to {@code signal}.
   *
   * @param guest what the guest does about signals
   */
  static Reaction to(int signal, ProcStat guest) {
    if (guest.isDefault(signal)) {
      if (Signals.contains(ENDING, signal)) {
        return END;
      }
      if (Signals.contains(STOPPING, signal)) {
        return STOP;
      }
    }
    return FORWARD;
  }

  /** Whether a process that does not care about {@code signal} ends by it. */
  static boolean ends(int signal) {
    return Signals.contains(ENDING, signal);
  }

  /** The same for any signal, and a guest that leaves it to its default action. */
  static boolean endsAny(int signal, ProcStat guest) {
    return guest.isDefault(signal) && !Signals.contains(HARMLESS, signal);
  }

  /**
   * Whether a guest that has got {@code signal} and gives it its default action later is to end by
   * it. So does a program that cleans up, restores the default and raises the signal again, and one
   * that had it blocked for a moment: the kernel has dropped it in both cases. A signal that many
   * programs take as a request to start anew, such as SIGHUP, is not one of those if it was caught.
   *
   * @param guest what the guest did about signals when it got this one
   */
  static boolean mayEndLater(int signal, ProcStat guest) {
    return Signals.contains(guest.blocked(), signal)
        ? ends(signal)
        : Signals.contains(guest.caught(), signal) && Signals.contains(ASKING_TO_END, signal);
  }
}
