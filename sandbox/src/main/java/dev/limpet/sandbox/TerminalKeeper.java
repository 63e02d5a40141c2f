package dev.limpet.sandbox;

import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the caller's terminal out of a box that goes on when this process ends: each standard
 * descriptor that is one becomes a pipe for the guest. Whoever in the box got hold of a terminal
 * could read from it for ever what is meant for others.
 */
public final class TerminalKeeper implements Attendant {
  private static final int STANDARD = 3;

  private final Kernel kernel;
  private final CallersTerminal caller;
  private final Watch watch;

  /** The caller's descriptors that are terminals, for as long as pipes are in their places. */
  private final int[] kept = {-1, -1, -1};

  /** This process's ends of the pipes. */
  private final int[] ends = {-1, -1, -1};

  /** What to close in the end. */
  private final List<Fd> descriptors = new ArrayList<>();

  public TerminalKeeper(Kernel kernel) {
    this.kernel = kernel;
    this.caller = new CallersTerminal(kernel);
    this.watch = new Watch(kernel);
  }

  @Override
  public void prepare() {
    for (int fd = 0; fd < STANDARD; fd++) {
      if (kernel.isatty(fd)) {
        replace(fd);
      }
    }
  }

  private void replace(int fd) {
    int[] pipe = new int[2];
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    int guests = fd == 0 ? pipe[0] : pipe[1];
    ends[fd] = fd == 0 ? pipe[1] : pipe[0];
    kept[fd] = kernel.fcntl(fd, Flags.F_DUPFD_CLOEXEC, STANDARD);
    kernel.dup3(guests, fd, 0);
    kernel.close(guests);
  }

  @Override
  public void started() {
    for (int fd = 0; fd < STANDARD; fd++) {
      if (kept[fd] >= 0) {
        kernel.dup3(kept[fd], fd, 0);
        kernel.close(kept[fd]);
        connect(fd, ends[fd]);
      }
    }
  }

  private void connect(int fd, int end) {
    Fd pipe = new Fd(kernel, end);
    descriptors.add(pipe);
    kernel.fcntl(end, Flags.F_SETFL, Flags.O_NONBLOCK);
    // A guest that reads no more does not end this process, nor does a terminal that is gone.
    kernel.rt_sigaction(Flags.SIGPIPE, Flags.SIG_IGN);
    if (fd == 0) {
      watch.add(new Typed(kernel, caller.openedAgain(fd, Flags.O_RDONLY, descriptors), pipe));
    } else {
      int terminal = caller.openedAgain(fd, Flags.O_WRONLY, descriptors);
      watch.add(new TerminalOutput(kernel, end, terminal, pipe::close));
    }
  }

  /** What the caller types, on its way to the guest. */
  private static final class Typed extends Pump {
    private final Fd pipe;

    Typed(Kernel kernel, int terminal, Fd pipe) {
      super(kernel, terminal, pipe.number());
      this.pipe = pipe;
    }

    @Override
    void sourceEnds() {
      stop();
      pipe.close();
    }

    @Override
    void sinkEnds() {
      pipe.close();
    }

    @Override
    public void boxEnded() {
      stop();
    }
  }

  @Override
  public int await(long signals, long timeoutNanos, int[] code) {
    return watch.await(signals, timeoutNanos, code);
  }

  @Override
  public void ended(long signals) {
    watch.ended(signals);
  }

  @Override
  public void close() {
    watch.clear();
    for (Fd fd : descriptors) {
      fd.close();
    }
    watch.close();
  }
}
