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
  /** The guest has it already: it came from the terminal, which sent it to the whole group. */
  NOTHING,
  /** The guest is ended, as by the signal. */
  END,
  /** The guest is stopped, and the launcher with it, until both are continued. */
  STOP;

  /** Signals that end a process that does not care. */
  private static final long ENDING =
      Signals.set(
          Flags.SIGHUP,
          Flags.SIGINT,
          Flags.SIGQUIT,
          Flags.SIGTERM,
          Flags.SIGUSR1,
          Flags.SIGUSR2,
          Flags.SIGALRM);

  /** Signals that stop it. */
  private static final long STOPPING = Signals.set(Flags.SIGTSTP, Flags.SIGTTIN, Flags.SIGTTOU);

  /** All that the launcher takes part in. */
  static final long HANDLED = ENDING | STOPPING | Signals.set(Flags.SIGCONT, Flags.SIGWINCH);

  /**
   * The reaction to {@code signal}.
   *
   * @param fromTerminal whether a key at the terminal sent it
   * @param launcherGroup the launcher's process group
   * @param guest what the guest does about signals
   */
  static Reaction to(int signal, boolean fromTerminal, int launcherGroup, ProcStat guest) {
    if (guest.isDefault(signal)) {
      if (Signals.contains(ENDING, signal)) {
        return END;
      }
      if (Signals.contains(STOPPING, signal)) {
        return STOP;
      }
    }
    return fromTerminal && guest.pgrp() == launcherGroup ? NOTHING : FORWARD;
  }

  /** Whether a process that does not care about {@code signal} ends by it. */
  static boolean ends(int signal) {
    return Signals.contains(ENDING, signal);
  }
}
