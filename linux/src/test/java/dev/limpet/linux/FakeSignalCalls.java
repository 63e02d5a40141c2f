package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fake's calls on signals and time. */
abstract class FakeSignalCalls extends FakeProcessCalls {
  private static final long UNBLOCKABLE = Signals.set(Flags.SIGKILL, Flags.SIGSTOP);

  private static final int CLD_EXITED = 1;
  private static final int CLD_KILLED = 2;

  private record Pending(int signal, int code) {}

  private final List<Pending> pending = new ArrayList<>();
  private final Map<Integer, Integer> dispositions = new TreeMap<>();
  private final List<Runnable> whenWaiting = new ArrayList<>();
  private Runnable onTimeout = () -> {};
  private long mask;
  private long now = 1_000_000_000L;

  FakeSignalCalls(FakeCredentials credentials) {
    super(credentials);
  }

  @Override
  void becomeChild() {
    pending.clear();
  }

  @Override
  public void childEnds(int pid, WaitStatus status) {
    if (!children.containsKey(pid)) {
      throw new AssertionError("no child " + pid);
    }
    children.put(pid, status.word());
    cgroups.ended(pid);
    raise(Flags.SIGCHLD, status.isExited() ? CLD_EXITED : CLD_KILLED);
  }

  /** A signal arrives, from another process. */
  public final void raise(int signal) {
    raise(signal, Flags.SI_USER);
  }

  /**
   * A signal arrives, with its si_code. Standard signals that are pending already do not queue up.
   */
  public final void raise(int signal, int code) {
    for (Pending each : pending) {
      if (each.signal() == signal) {
        return;
      }
    }
    pending.add(new Pending(signal, code));
  }

  /** Time passes. */
  public final void advance(long nanos) {
    now += nanos;
  }

  /**
   * What happens once the process waits with nothing to come: then this, and the wait goes on.
   * Several of them happen one after the other.
   */
  public final void whenWaiting(Runnable event) {
    whenWaiting.add(event);
  }

  private boolean somethingHappens() {
    if (whenWaiting.isEmpty()) {
      return false;
    }
    whenWaiting.remove(0).run();
    return true;
  }

  /** What happens whenever a wait times out. */
  public final void onTimeout(Runnable event) {
    onTimeout = event;
  }

  /** The signals that are blocked. */
  public final long blocked() {
    return mask;
  }

  /** What was set for a signal: SIG_DFL or SIG_IGN. */
  public final int disposition(int signal) {
    return dispositions.getOrDefault(signal, Flags.SIG_DFL);
  }

  @Override
  public long rt_sigprocmask(int how, long set) {
    begin("rt_sigprocmask", "", String.valueOf(how), FlagNames.signals(set));
    long old = mask;
    switch (how) {
      case Flags.SIG_BLOCK -> mask |= set;
      case Flags.SIG_UNBLOCK -> mask &= ~set;
      case Flags.SIG_SETMASK -> mask = set;
      default -> throw fail(Errno.EINVAL);
    }
    mask &= ~UNBLOCKABLE;
    transcript.result(FlagNames.signals(old));
    return old;
  }

  @Override
  public int rt_sigtimedwait(long set, long timeoutNanos) {
    return rt_sigtimedwait(set, timeoutNanos, new int[1]);
  }

  @Override
  public int rt_sigtimedwait(long set, long timeoutNanos, int[] code) {
    begin("rt_sigtimedwait", "", FlagNames.signals(set), String.valueOf(timeoutNanos));
    if ((set & ~mask & ~UNBLOCKABLE) != 0) {
      throw new AssertionError(
          "waits for " + FlagNames.signals(set & ~mask) + ", which are not blocked");
    }
    do {
      for (Pending each : pending) {
        if (Signals.contains(set, each.signal())) {
          pending.remove(each);
          code[0] = each.code();
          transcript.result(Signals.name(each.signal()));
          return each.signal();
        }
      }
    } while (timeoutNanos != 0 && somethingHappens());
    timesOut(timeoutNanos);
    return returns(0);
  }

  private void timesOut(long timeoutNanos) {
    if (timeoutNanos < 0) {
      throw wouldWait();
    }
    now += timeoutNanos;
    onTimeout.run();
  }

  @Override
  public int signalfd4(int fd, long set, int flags) {
    begin("signalfd4", "", String.valueOf(fd), FlagNames.signals(set), FlagNames.open(flags));
    checkFlags(flags, Flags.SFD_CLOEXEC | Flags.SFD_NONBLOCK);
    if (fd == -1) {
      boolean cloexec = (flags & Flags.SFD_CLOEXEC) != 0;
      FakeFile file = new FakeFile.Signalled(set & ~UNBLOCKABLE, flags & Flags.SFD_NONBLOCK);
      return returns(descriptors.open(file, cloexec));
    }
    if (!(file(fd) instanceof FakeFile.Signalled file)) {
      throw fail(Errno.EINVAL);
    }
    file.set = set & ~UNBLOCKABLE;
    return returns(fd);
  }

  @Override
  public void rt_sigaction(int signal, int disposition) {
    begin("rt_sigaction", Signals.name(signal), Signals.name(signal), String.valueOf(disposition));
    if (signal < 1
        || signal > Flags.SIGMAX
        || Signals.contains(UNBLOCKABLE, signal)
        || (disposition != Flags.SIG_DFL && disposition != Flags.SIG_IGN)) {
      throw fail(Errno.EINVAL);
    }
    dispositions.put(signal, disposition);
  }

  @Override
  public long clock_gettime(int clock) {
    begin("clock_gettime", "", String.valueOf(clock));
    if (clock != Flags.CLOCK_MONOTONIC
        && clock != Flags.CLOCK_REALTIME
        && clock != Flags.CLOCK_BOOTTIME) {
      throw fail(Errno.EINVAL);
    }
    now += 1000;
    transcript.result(String.valueOf(now));
    return now;
  }

  @Override
  public int ppoll(int[] fds, int[] events, int[] revents, long timeoutNanos) {
    begin("ppoll", "", String.valueOf(fds.length), String.valueOf(timeoutNanos));
    int ready = poll(fds, events, revents);
    while (ready == 0 && timeoutNanos != 0 && somethingHappens()) {
      ready = poll(fds, events, revents);
    }
    if (ready == 0) {
      timesOut(timeoutNanos);
    }
    return returns(ready);
  }

  private int poll(int[] fds, int[] events, int[] revents) {
    int ready = 0;
    for (int i = 0; i < fds.length; i++) {
      FakeFile file = descriptors.get(fds[i]);
      int always = Flags.POLLHUP | Flags.POLLERR;
      revents[i] =
          fds[i] < 0 ? 0 : file == null ? Flags.POLLNVAL : (events[i] | always) & readiness(file);
      ready += revents[i] == 0 ? 0 : 1;
    }
    return ready;
  }

  private boolean isPending(long set) {
    for (Pending each : pending) {
      if (Signals.contains(set, each.signal())) {
        return true;
      }
    }
    return false;
  }

  private int readiness(FakeFile file) {
    return switch (file) {
      case FakeFile.PipeEnd end -> {
        if (end.isWritable()) {
          boolean read = end.pipe.otherHoldsReader || holds(end.pipe, false);
          yield (end.pipe.full ? 0 : Flags.POLLOUT) | (read ? 0 : Flags.POLLERR);
        }
        boolean written = end.pipe.otherHoldsWriter || holds(end.pipe, true);
        yield (end.pipe.bytes.length > 0 ? Flags.POLLIN : 0) | (written ? 0 : Flags.POLLHUP);
      }
      case FakeFile.Signalled signalled -> isPending(signalled.set) ? Flags.POLLIN : 0;
      case FakeFile.Pid pid -> {
        Integer state = children.get(pid.pid);
        yield state != null && state >= 0 ? Flags.POLLIN : 0;
      }
      case FakeFile.At _, FakeFile.Standard _ -> Flags.POLLIN | Flags.POLLOUT;
      case FakeFile.Pty pty -> readiness(pty);
      case FakeFile.Paired end -> {
        boolean held = end.pair.isHeld(descriptors, 1 - end.side);
        boolean comes = !end.pair.incoming.get(end.side).isEmpty() || !held;
        yield Flags.POLLOUT | (comes ? Flags.POLLIN : 0) | (held ? 0 : Flags.POLLHUP);
      }
      case FakeFile.Tree _,
          FakeFile.Context _,
          FakeFile.Socket _,
          FakeFile.Ruleset _,
          FakeFile.Program _ ->
          throw unmodelled("polling this");
    };
  }

  private int readiness(FakeFile.Pty pty) {
    FakeTerminal terminal = pty.terminal;
    if (!pty.master && !isOpen(terminal, true)) {
      return Flags.POLLIN | Flags.POLLOUT | Flags.POLLERR | Flags.POLLHUP;
    }
    boolean left = pty.master && terminal.slaveWasOpened && !isOpen(terminal, false);
    return (terminal.from(pty.master).bytes.length > 0 ? Flags.POLLIN : 0)
        | (terminal.to(pty.master).full ? 0 : Flags.POLLOUT)
        | (left ? Flags.POLLHUP : 0);
  }
}
