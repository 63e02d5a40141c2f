package dev.limpet.sandbox;

import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for signals and for descriptors at once: the event loop of a launcher that has more to do
 * than to wait.
 *
 * <p>To use it, {@link #add} what is to be served and give it to {@link Launcher#launch(Plan, long,
 * Attendant)}. All runs in {@link #await}, one {@link Watched} after the other, and between two
 * rounds the signals have their turn. After the box has ended what it left is served to the end, or
 * until a signal comes.
 */
public final class Watch implements Attendant {
  private final Kernel kernel;
  private final List<Watched> all = new ArrayList<>();

  /** Ready when a signal is pending; it is never read from. */
  private @Nullable Fd signalfd;

  private long signals;

  /** What {@link #report} said: signal, si_code and process group; or 0. */
  private int reported;

  private int reportedCode;
  private int reportedGroup;

  public Watch(Kernel kernel) {
    this.kernel = kernel;
  }

  public void add(Watched watched) {
    all.add(watched);
  }

  /** Nothing is served from here on. */
  void clear() {
    all.clear();
  }

  /** Lets {@link #await} return this signal, as if it had come. Called from what is served. */
  void report(int signal, int code, int group) {
    reported = signal;
    reportedCode = code;
    reportedGroup = group;
  }

  @Override
  public int await(long set, long timeoutNanos, int[] code) {
    int pending = signalfd(set);
    long deadline =
        timeoutNanos <= 0 ? 0 : kernel.clock_gettime(Flags.CLOCK_MONOTONIC) + timeoutNanos;
    long left = timeoutNanos;
    while (true) {
      // Signals first: one that says that this process went on comes before what its input says.
      boolean came = serve(pending, left, true);
      int signal = reported(code);
      if (signal == 0 && came) {
        signal = kernel.rt_sigtimedwait(set, 0, code);
      }
      if (signal != 0) {
        return signal;
      }
      if (timeoutNanos >= 0) {
        left = deadline == 0 ? 0 : deadline - kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
        if (left <= 0) {
          return 0;
        }
      }
    }
  }

  private int reported(int[] code) {
    int signal = reported;
    if (signal != 0) {
      code[0] = reportedCode;
      code[1] = reportedGroup;
      reported = 0;
    }
    return signal;
  }

  @Override
  public void ended(long set) {
    for (Watched watched : all) {
      watched.boxEnded();
    }
    int pending = signalfd(set);
    while (isAnyOpen() && !serve(pending, -1, false)) {}
  }

  private boolean isAnyOpen() {
    for (Watched watched : all) {
      if (watched.fd() >= 0) {
        return true;
      }
    }
    return false;
  }

  private int signalfd(long set) {
    Fd open = signalfd;
    if (open == null || set != signals) {
      int number = kernel.signalfd4(open == null ? -1 : open.number(), set, Flags.SFD_CLOEXEC);
      open = open == null ? new Fd(kernel, number) : open;
      signalfd = open;
      signals = set;
    }
    return open.number();
  }

  /**
   * Waits once and serves whatever is ready; returns whether a signal is pending.
   *
   * @param pending the descriptor that tells
   * @param signalsFirst whether a signal leaves everything else for later
   */
  private boolean serve(int pending, long timeoutNanos, boolean signalsFirst) {
    int count = all.size();
    int[] fds = new int[count + 1];
    int[] events = new int[count + 1];
    int[] revents = new int[count + 1];
    long pause = -1;
    for (int i = 0; i < count; i++) {
      Watched watched = all.get(i);
      fds[i] = watched.fd();
      events[i] = watched.events();
      pause = shorter(pause, watched.pause());
    }
    fds[count] = pending;
    events[count] = Flags.POLLIN;
    if (kernel.ppoll(fds, events, revents, shorter(pause, timeoutNanos)) == 0) {
      afterPause(pause, timeoutNanos);
    }
    boolean came = revents[count] != 0;
    // What is served may give up itself and others.
    for (int i = 0; i < count && i < all.size() && !(came && signalsFirst); i++) {
      if (revents[i] != 0 && all.get(i).fd() == fds[i]) {
        all.get(i).ready(revents[i]);
      }
    }
    return came;
  }

  private void afterPause(long pause, long timeoutNanos) {
    if (pause >= 0 && pause == shorter(pause, timeoutNanos)) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).pause() == pause) {
          all.get(i).ready(0);
        }
      }
    }
  }

  /** The shorter of two times, of which a negative one never passes. */
  private static long shorter(long one, long other) {
    return one < 0 ? other : other < 0 ? one : Math.min(one, other);
  }

  @Override
  public void close() {
    Fd open = signalfd;
    if (open != null) {
      open.close();
      signalfd = null;
    }
  }
}
