package dev.limpet.sandbox.cgroup;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.List;

/**
 * A process that outlives a launcher which is killed, to undo what the kernel does not: a directory
 * of a cgroup stays when nobody is in it any more.
 *
 * <p>It is there before anything is made. It waits for the end of a pipe that the launcher holds,
 * and during a start the box's processes do: when all of them are gone, it undoes and ends. A
 * launcher that ends in peace undoes by itself, and then ends its janitor.
 */
final class Janitor {
  private static final long FIRST_PAUSE = 1_000_000;
  private static final long LONGEST_PAUSE = 1_000_000_000;

  /** Somebody else who has joined the cgroup may stay in it for ever. */
  private static final int LOOKS = 600;

  private final Kernel kernel;
  private final int pid;
  private final Fd pipe;

  private Janitor(Kernel kernel, int pid, Fd pipe) {
    this.kernel = kernel;
    this.pid = pid;
    this.pipe = pipe;
  }

  /** Starts one that will undo {@code traces}. */
  static Janitor start(Kernel kernel, List<Trace> traces) {
    int[] ends = new int[2];
    kernel.pipe2(ends, Flags.O_CLOEXEC);
    Fd reader = new Fd(kernel, ends[0]);
    Fd writer = new Fd(kernel, ends[1]);
    try {
      // Without a signal at its end: the launcher waits for those of the box.
      int pid = kernel.clone(0);
      if (pid == 0) {
        kernel.exit_group(serve(kernel, reader, traces));
      }
      reader.close();
      return new Janitor(kernel, pid, writer);
    } catch (ErrnoException e) {
      reader.close();
      writer.close();
      throw e;
    }
  }

  /** Its process id. */
  int pid() {
    return pid;
  }

  /** It is not needed any more. */
  void dismiss() {
    kernel.kill(pid, Flags.SIGKILL);
    kernel.wait4(pid, new int[1], Flags.__WALL);
    pipe.close();
  }

  /** It is to undo as soon as the launcher's box has ended. */
  void leaveAlone() {
    pipe.close();
  }

  /** What it does; returns its exit code. */
  private static int serve(Kernel kernel, Fd pipe, List<Trace> traces) {
    try {
      hide(kernel, pipe.number());
      awaitEnd(kernel, pipe.number());
      for (int i = 0; i < LOOKS && !Trace.undo(kernel, traces); i++) {
        pause(kernel, i);
      }
      return 0;
    } catch (ErrnoException e) {
      return 1; // there is nobody to tell
    }
  }

  /** Out of reach of the caller's keys and signals, and without anything of the caller's. */
  private static void hide(Kernel kernel, int pipe) {
    kernel.setsid();
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, -1);
    kernel.chdir("/");
    kernel.close_range(0, pipe - 1, 0);
    kernel.close_range(pipe + 1, -1, 0);
  }

  /** Nobody ever writes: what comes is the end. */
  private static void awaitEnd(Kernel kernel, int pipe) {
    int[] revents = new int[1];
    while (revents[0] == 0) {
      kernel.ppoll(new int[] {pipe}, new int[1], revents, -1);
    }
  }

  /** Waits before the look after number {@code look}, from a millisecond to a second. */
  static void pause(Kernel kernel, int look) {
    long nanos = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(look, 10));
    kernel.ppoll(new int[0], new int[0], new int[0], nanos);
  }
}
