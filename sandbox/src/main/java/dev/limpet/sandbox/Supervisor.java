package dev.limpet.sandbox;

import dev.limpet.formats.proc.PidfdInfo;
import dev.limpet.formats.proc.ProcStat;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Signals;
import dev.limpet.linux.WaitStatus;
import org.jspecify.annotations.Nullable;

/** What the launcher does while the box runs: it passes signals on and waits for the end. */
final class Supervisor {
  private static final long HELD = Reaction.HANDLED | Signals.set(Flags.SIGCHLD);

  /** A line of /proc/PID/stat has 52 numbers, and an fdinfo less. */
  private static final int PROC_LIMIT = 4096;

  /** When to look first whether a signal that was passed on still has to end the guest. */
  private static final long FIRST_LOOK = 5_000_000;

  /** It doubles from look to look; after such a pause nobody looks any more. */
  private static final long LONGEST_PAUSE = 80_000_000;

  /** The same for a signal that was blocked. */
  private static final long LONGEST_BLOCKED = 5_000_000_000L;

  /** How many figures tell what a box used. */
  static final int USAGE = 3;

  /**
   * A box that runs.
   *
   * @param holder the process that ends with the box, and the box with it
   * @param guest a descriptor of the guest, see pidfd_open(2)
   */
  record Box(int holder, int guest) {}

  private final Kernel kernel;
  private final Attendant attendant;
  private long callersMask;

  /** When the box has to end, by the monotonic clock; 0 for never. */
  private long deadline;

  private boolean overdue;

  /** The signal that may still have to end the guest, or 0, and when to look. */
  private int watched;

  private long nextLook;
  private long pause;
  private long longestPause;

  /** The signal that ended the guest in place of its default action, or 0. */
  private int endedBy;

  private boolean endedByKey;
  private boolean interrupted;

  /** What the guest gets in place of SIGTERM; 0 for that one. */
  private int stopSignal;

  /** Whether signals have their default actions on the guest, since it is pid 1 of nothing. */
  private boolean ordinary;

  Supervisor(Kernel kernel, Attendant attendant) {
    this.kernel = kernel;
    this.attendant = attendant;
  }

  /** The box is killed where it has not ended by then, in nanoseconds of CLOCK_MONOTONIC. */
  void endAt(long time) {
    deadline = time;
  }

  /** That time, or 0. */
  long deadline() {
    return deadline;
  }

  /** The guest wants to be ended by {@code signal} in place of SIGTERM; 0 for that one. */
  void stopBy(int signal) {
    stopSignal = signal;
  }

  /** The guest has joined a box that runs: it is an ordinary process there. */
  void guestIsOrdinary() {
    ordinary = true;
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

  /** Undoes {@link #holdSignals}: one that waits still has its default effect on this process. */
  void letSignalsIn() {
    kernel.rt_sigprocmask(Flags.SIG_SETMASK, callersMask);
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
   * Stays with the box until it ends; returns its exit code.
   *
   * @param usage gets what it used, see {@link Kernel#wait4(int, int[], int, long[])}
   */
  int follow(Box box, long[] usage) {
    int[] code = new int[2];
    int[] status = new int[1];
    while (true) {
      int signal = attendant.await(HELD, timeLeft(), code);
      if (signal == 0) {
        timePassed(box);
      } else if (code[0] == Attendant.DELIVERED) {
        reactToDelivered(box, signal, code[1]);
      } else if (signal != Flags.SIGCHLD) {
        react(box, signal, code[0] == Flags.SI_KERNEL);
      } else if (kernel.wait4(box.holder, status, Flags.WNOHANG, usage) == box.holder) {
        return exitCode(new WaitStatus(status[0]));
      }
    }
  }

  private long timeLeft() {
    long end = overdue ? 0 : deadline;
    long next = watched != 0 && (end == 0 || nextLook < end) ? nextLook : end;
    return next == 0 ? -1 : Math.max(0, next - kernel.clock_gettime(Flags.CLOCK_MONOTONIC));
  }

  private void timePassed(Box box) {
    if (isTimeOver()) {
      overdue = true;
      watched = 0;
      kernel.kill(box.holder, Flags.SIGKILL);
    } else {
      lookAfter(box, watched);
    }
  }

  private boolean isTimeOver() {
    return deadline != 0 && deadline <= kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
  }

  private int exitCode(WaitStatus status) {
    if (overdue || (endedBy == 0 && !status.isExited() && isTimeOver())) {
      overdue = true;
      return ExitCode.TIMED_OUT;
    }
    if (endedBy == 0 || status.isExited()) {
      return status.exitCode();
    }
    interrupted = endedByKey && endedBy == Flags.SIGINT;
    return ExitCode.ofSignal(endedBy);
  }

  /**
   * After the end: a shell that runs this process in a loop goes on unless it sees that Ctrl-C
   * ended it.
   */
  void endIfInterrupted() {
    if (interrupted) {
      raise(Flags.SIGINT);
    }
  }

  private void react(Box box, int sent, boolean byKey) {
    boolean replaced = sent == Flags.SIGTERM && stopSignal != 0;
    int signal = replaced ? stopSignal : sent;
    ProcStat guest = stat(box);
    if (guest == null) {
      // It has ended, perhaps because a start that hung was given up for this signal.
      if (Reaction.ends(sent)) {
        endsBy(signal, byKey);
      }
      return;
    }
    if (replaced && !ordinary && Reaction.endsAny(signal, guest)) {
      end(box, signal, byKey);
      return;
    }
    switch (Reaction.to(signal, guest)) {
      case END -> {
        if (ordinary) {
          send(box, signal, byKey);
        } else {
          end(box, signal, byKey);
        }
      }
      case STOP -> stop(box, signal);
      case FORWARD -> {
        send(box, signal, byKey);
        watch(box, signal, byKey, guest);
      }
    }
  }

  /**
   * The kernel has sent it, to a group in which the guest may be: only what it left out is done.
   */
  private void reactToDelivered(Box box, int signal, int group) {
    ProcStat guest = stat(box);
    if (guest == null || (group != Attendant.GUEST && group != pid(box))) {
      return;
    }
    switch (Reaction.to(signal, guest)) {
      case END -> {
        if (!ordinary) {
          end(box, signal, true);
        }
      }
      case STOP -> stop(box, signal);
      case FORWARD -> watch(box, signal, true, guest);
    }
  }

  private void watch(Box box, int signal, boolean byKey, ProcStat guest) {
    if (!ordinary && Reaction.mayEndLater(signal, guest)) {
      watched = signal;
      endedByKey = byKey;
      pause = 0;
      longestPause = Signals.contains(guest.blocked(), signal) ? LONGEST_BLOCKED : LONGEST_PAUSE;
      lookAfter(box, signal);
    }
  }

  /** Ends the guest where it has {@code signal} at its default action by now. */
  private void lookAfter(Box box, int signal) {
    ProcStat guest = stat(box);
    if (guest == null || pause > longestPause) {
      watched = 0;
    } else if (guest.isDefault(signal)) {
      end(box, signal, endedByKey);
    } else {
      pause = pause == 0 ? FIRST_LOOK : 2 * pause;
      nextLook = kernel.clock_gettime(Flags.CLOCK_MONOTONIC) + pause;
    }
  }

  private void end(Box box, int signal, boolean byKey) {
    watched = 0;
    endsBy(signal, byKey);
    kernel.kill(box.holder, Flags.SIGKILL);
  }

  /** The first signal that ends the guest is the one that its exit code tells. */
  private void endsBy(int signal, boolean byKey) {
    if (endedBy == 0) {
      endedBy = signal;
      endedByKey = byKey;
    }
  }

  /** Stops the guest and this process; goes on when this one is continued. */
  private void stop(Box box, int signal) {
    send(box, Flags.SIGSTOP, true);
    attendant.stopping();
    // In a process group that nobody would continue the kernel ignores it, and all goes on.
    raise(signal);
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, Signals.set(signal));
    int ending = kernel.rt_sigtimedwait(Reaction.ENDING, 0);
    if (ending == 0) {
      attendant.continued();
    }
    send(box, Flags.SIGCONT, true);
    if (ending != 0) {
      // Who was continued to be ended does not take the terminal before: it may be another's.
      kernel.rt_sigtimedwait(Signals.set(Flags.SIGCONT), 0);
      react(box, ending, false);
    }
  }

  /**
   * Sends a signal to the guest.
   *
   * @param toGroup whether all of its process group get it, as from a key at the terminal: a shell
   *     leaves it to the command that it waits for
   */
  private void send(Box box, int signal, boolean toGroup) {
    try {
      if (toGroup) {
        sendToGroup(box, signal);
      } else {
        kernel.pidfd_send_signal(box.guest, signal, 0);
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
  }

  private void sendToGroup(Box box, int signal) {
    try {
      kernel.pidfd_send_signal(box.guest, signal, Flags.PIDFD_SIGNAL_PROCESS_GROUP);
    } catch (ErrnoException e) {
      // Before Linux 6.9. The guest leads its group, and is there as long as its descriptor says.
      int pid = e.errno() == Errno.EINVAL ? pid(box) : 0;
      if (pid == 0) {
        throw e;
      }
      if (pid > 0) {
        kernel.kill(-pid, signal);
      }
    }
  }

  private void raise(int signal) {
    kernel.rt_sigprocmask(Flags.SIG_UNBLOCK, Signals.set(signal));
    kernel.kill(kernel.getpid(), signal);
  }

  /**
   * What the guest does about signals; null where it has ended. Where /proc does not tell, a guest
   * is taken for one that does not care, so that it can be ended.
   */
  private @Nullable ProcStat stat(Box box) {
    try {
      int pid = pid(box);
      return pid < 0 ? null : ProcStat.parse(read("/proc/" + pid + "/stat"));
    } catch (ErrnoException e) {
      return e.errno() == Errno.ESRCH ? null : ProcStat.UNKNOWN;
    }
  }

  /** The guest's process id; negative where it has ended. */
  private int pid(Box box) {
    return PidfdInfo.pid(read("/proc/self/fdinfo/" + box.guest));
  }

  private String read(String path) {
    Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
    String text = OsString.decode(file.readAll(PROC_LIMIT));
    file.close();
    return text;
  }
}
