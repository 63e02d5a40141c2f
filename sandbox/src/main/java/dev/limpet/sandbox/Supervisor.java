package dev.limpet.sandbox;

import dev.limpet.formats.proc.ProcStat;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Signals;
import dev.limpet.linux.WaitStatus;

/** What the launcher does while the box runs: it passes signals on and waits for the end. */
final class Supervisor {
  private static final long HELD = Reaction.HANDLED | Signals.set(Flags.SIGCHLD);

  /** A line of /proc/PID/stat: 52 numbers. */
  private static final int STAT_LIMIT = 4096;

  /** How many figures tell what a box used. */
  static final int USAGE = 3;

  private final Kernel kernel;
  private long callersMask;

  /** When the box has to end, by the monotonic clock; 0 for never. */
  private long deadline;

  private boolean overdue;

  Supervisor(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The box is killed where it has not ended by then, in nanoseconds of CLOCK_MONOTONIC. */
  void endAt(long time) {
    deadline = time;
  }

  /** Whether it was. */
  boolean isOverdue() {
    return overdue;
  }

  /** From here on signals wait until {@link #follow} asks for them. */
  void holdSignals() {
    // A caller that ignores SIGCHLD hands that down, and then nobody would hear of the box's end.
    kernel.rt_sigaction(Flags.SIGCHLD, Flags.SIG_DFL);
    callersMask = kernel.rt_sigprocmask(Flags.SIG_BLOCK, HELD);
  }

  /**
   * Gives the guest the signal mask that the caller had. A signal that has come meanwhile would be
   * lost, since a pid 1 has no default actions: it is returned, or 0.
   */
  int releaseSignals() {
    int waiting = kernel.rt_sigtimedwait(Reaction.HANDLED, 0);
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, callersMask);
    return Reaction.ends(waiting) ? waiting : 0;
  }

  /**
   * Stays with the box, whose first process is {@code box}, until it ends; returns its exit code.
   *
   * @param usage gets what it used, see {@link Kernel#wait4(int, int[], int, long[])}
   */
  int follow(int box, long[] usage) {
    int[] code = new int[1];
    int[] status = new int[1];
    int endedBy = 0;
    boolean byKey = false;
    while (true) {
      int signal = kernel.rt_sigtimedwait(HELD, timeLeft(), code);
      boolean fromTerminal = code[0] == Flags.SI_KERNEL;
      if (signal == 0) {
        overdue = true;
        kernel.kill(box, Flags.SIGKILL);
      } else if (signal != Flags.SIGCHLD) {
        if (react(box, signal, fromTerminal) == Reaction.END && endedBy == 0) {
          endedBy = signal;
          byKey = fromTerminal;
        }
      } else if (kernel.wait4(box, status, Flags.WNOHANG, usage) == box) {
        return overdue ? ExitCode.TIMED_OUT : exitCode(new WaitStatus(status[0]), endedBy, byKey);
      }
    }
  }

  private long timeLeft() {
    if (deadline == 0 || overdue) {
      return -1;
    }
    return Math.max(0, deadline - kernel.clock_gettime(Flags.CLOCK_MONOTONIC));
  }

  private int exitCode(WaitStatus status, int endedBy, boolean byKey) {
    if (endedBy == 0 || status.isExited()) {
      return status.exitCode();
    }
    if (byKey && endedBy == Flags.SIGINT) {
      // A shell that runs us in a loop goes on unless it sees that Ctrl-C ended us.
      raise(Flags.SIGINT);
    }
    return ExitCode.ofSignal(endedBy);
  }

  private Reaction react(int box, int signal, boolean fromTerminal) {
    ProcStat guest = stat(String.valueOf(box));
    int group = fromTerminal ? stat("self").pgrp() : 0;
    Reaction reaction = Reaction.to(signal, fromTerminal, group, guest);
    if (reaction == Reaction.FORWARD) {
      kernel.kill(box, signal);
      if (Signals.contains(guest.blocked(), signal)) {
        // It may have been on its way to being the guest: then nobody is left to take the signal.
        reaction = Reaction.to(signal, fromTerminal, group, stat(String.valueOf(box)));
      }
    }
    switch (reaction) {
      case FORWARD, NOTHING -> {}
      case END -> kernel.kill(box, Flags.SIGKILL);
      case STOP -> stop(box, signal);
    }
    return reaction;
  }

  /** Stops the guest and this process; goes on when this one is continued. */
  private void stop(int box, int signal) {
    kernel.kill(box, Flags.SIGSTOP);
    // In a process group that nobody would continue the kernel ignores it, and all goes on.
    raise(signal);
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, Signals.set(signal));
    kernel.kill(box, Flags.SIGCONT);
  }

  private void raise(int signal) {
    kernel.rt_sigprocmask(Flags.SIG_UNBLOCK, Signals.set(signal));
    kernel.kill(kernel.getpid(), signal);
  }

  private ProcStat stat(String process) {
    Fd file = Fd.open(kernel, "/proc/" + process + "/stat", Flags.O_RDONLY);
    String text = OsString.decode(file.readAll(STAT_LIMIT));
    file.close();
    return ProcStat.parse(text);
  }
}
