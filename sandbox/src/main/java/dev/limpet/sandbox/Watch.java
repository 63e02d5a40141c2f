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

  // As ppoll(2) takes them: those of all, and the last one for the signals.
  private int[] fds = new int[1];
  private int[] events = new int[1];
  private int[] revents = new int[1];

  public Watch(Kernel kernel) {
    this.kernel = kernel;
  }

  public void add(Watched watched) {
    all.add(watched);
    fds = new int[all.size() + 1];
    events = new int[all.size() + 1];
    revents = new int[all.size() + 1];
  }

  @Override
  public int await(long set, long timeoutNanos, int[] code) {
    int pending = signalfd(set);
    long deadline =
        timeoutNanos <= 0 ? 0 : kernel.clock_gettime(Flags.CLOCK_MONOTONIC) + timeoutNanos;
    long left = timeoutNanos;
    while (true) {
      boolean came = serve(pending, left);
      int signal = came ? kernel.rt_sigtimedwait(set, 0, code) : 0;
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

  @Override
  public void ended(long set) {
    for (Watched watched : all) {
      watched.boxEnded();
    }
    int pending = signalfd(set);
    while (isAnyOpen() && !serve(pending, -1)) {}
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
   */
  private boolean serve(int pending, long timeoutNanos) {
    int count = all.size();
    for (int i = 0; i < count; i++) {
      fds[i] = all.get(i).fd();
      events[i] = all.get(i).events();
    }
    fds[count] = pending;
    events[count] = Flags.POLLIN;
    kernel.ppoll(fds, events, revents, timeoutNanos);
    for (int i = 0; i < count; i++) {
      // One that was served before may have closed it.
      if (revents[i] != 0 && all.get(i).fd() == fds[i]) {
        all.get(i).ready(revents[i]);
      }
    }
    return revents[count] != 0;
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
