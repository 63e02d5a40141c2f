package dev.limpet.sandbox.boxes;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Signals;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.Watch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts a box that stays when the caller goes: a process of its own, the supervisor, is its
 * launcher.
 *
 * <p>The supervisor has a session of its own, / as its directory and nothing of the caller's open.
 * Through a pipe it tells how the start went: messages, a NUL, and the exit code, 0 where the guest
 * runs.
 */
public final class Detachment {
  /** Messages are a line or two. */
  private static final int REPORT_LIMIT = 1 << 20;

  private final Kernel kernel;
  private final NamedBox box;
  private final Plan plan;
  private final Launch launch;
  private final Terms terms;
  private final Holding holding;
  private final BoxLog log;

  /** The end of the pipe that the caller does not have. */
  private int report = -1;

  /**
   * How a box is held.
   *
   * @param timeoutNanos how long it may take, 0 for as long as it wants
   * @param logSize how many bytes of what it writes are kept
   * @param remove whether nothing is to stay of it
   * @param epilogue what its log says at the end
   */
  public record Terms(long timeoutNanos, long logSize, boolean remove, Epilogue epilogue) {}

  /** What is said of a box that has ended. */
  public interface Epilogue {
    /** Lines, or the empty string. */
    String of(Outcome outcome);
  }

  public Detachment(Kernel kernel, NamedBox box, Plan plan, Launch launch, Terms terms) {
    this.kernel = kernel;
    this.box = box;
    this.plan = plan;
    this.launch = launch;
    this.terms = terms;
    this.holding = new Holding(kernel, box, plan, true);
    this.log = new BoxLog(kernel, box.directory(), terms.logSize);
  }

  /**
   * Returns 0 as soon as the guest has been executed; where it could not be, says why and returns
   * the exit code.
   */
  public int start() {
    int[] pipe = new int[2];
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    if (kernel.clone(Flags.SIGCHLD) == 0) {
      kernel.close(pipe[0]);
      report = pipe[1];
      kernel.exit_group(supervise());
    }
    kernel.close(pipe[1]);
    Fd reports = new Fd(kernel, pipe[0]);
    byte[] told = reports.readAll(REPORT_LIMIT);
    reports.close();
    int end = told.length - 2;
    boolean complete = end >= 0 && told[end] == 0;
    String messages = OsString.decode(complete ? Arrays.copyOf(told, end) : told);
    if (!messages.isEmpty()) {
      new Stdio(kernel).err(messages);
    }
    if (!complete) {
      throw new RefusedException("the process that should hold the box was killed");
    }
    return told[end + 1] & 0xff;
  }

  private int supervise() {
    try {
      kernel.setsid();
      Outcome outcome = launch.launch(plan, terms.timeoutNanos, attendant());
      end(outcome);
      return outcome.exitCode();
    } catch (StepFailedException | RefusedException | ErrnoException e) {
      if (report >= 0) {
        new Stdio(kernel, report).failure(String.valueOf(e.getMessage()));
        tell(ExitCode.FAILURE);
      }
      log.close();
      box.remove();
      return ExitCode.FAILURE;
    }
  }

  private void end(Outcome outcome) {
    if (!holding.wasExecuted()) {
      box.remove();
      tell(outcome.exitCode());
      return;
    }
    String last = terms.epilogue.of(outcome);
    if (!last.isEmpty()) {
      log.line(last);
    }
    log.close();
    if (terms.remove) {
      box.farewell(outcome.exitCode());
      box.remove();
    } else {
      holding.ended(outcome);
    }
  }

  /** Tells the caller how the start went, and lets go of it. */
  private void tell(int code) {
    Fd pipe = new Fd(kernel, report);
    report = -1;
    pipe.write(new byte[] {0, (byte) code});
    pipe.close();
  }

  /** Makes the guest's standard descriptors this process's, for as long as it starts. */
  private Attendant attendant() {
    int nothing = kernel.openat(Flags.AT_FDCWD, "/dev/null", Flags.O_RDWR | Flags.O_CLOEXEC, 0);
    int[] out = new int[2];
    int[] err = new int[2];
    kernel.pipe2(out, Flags.O_CLOEXEC);
    kernel.pipe2(err, Flags.O_CLOEXEC);
    List<Integer> kept = new ArrayList<>(plan.locks());
    for (int fd : new int[] {nothing, report, out[0], out[1], err[0], err[1]}) {
      kept.add(fd);
    }
    closeAllBut(kept);
    kernel.dup3(nothing, 0, 0);
    kernel.dup3(out[1], 1, 0);
    kernel.dup3(err[1], 2, 0);
    kernel.close(out[1]);
    kernel.close(err[1]);
    Watch watch = new Watch(kernel);
    watch.add(log.stream(1, new Fd(kernel, out[0])));
    watch.add(log.stream(2, new Fd(kernel, err[0])));
    return new Holder(watch, nothing);
  }

  /** Closes what the caller had open, too. */
  private void closeAllBut(List<Integer> own) {
    int[] kept = new int[own.size() + 3];
    for (int i = 0; i < own.size(); i++) {
      kept[i] = own.get(i);
    }
    kept[own.size()] = box.lockNumber();
    kept[own.size() + 1] = box.directory();
    kept[own.size() + 2] = box.home();
    Arrays.sort(kept);
    int first = 3;
    for (int fd : kept) {
      if (fd > first) {
        kernel.close_range(first, fd - 1, 0);
      }
      first = Math.max(first, fd + 1);
    }
    kernel.close_range(first, -1, 0);
  }

  /** Attends to the box: its log and its state. */
  private final class Holder implements Attendant {
    private final Watch watch;
    private final int nothing;

    Holder(Watch watch, int nothing) {
      this.watch = watch;
      this.nothing = nothing;
    }

    @Override
    public int messages() {
      return report;
    }

    @Override
    public void executed(int guest) {
      // A caller that has gone does not know of the box: it is to end, and not this process alone.
      // Nor does a limit of the caller's on files end it, which the log comes to.
      kernel.rt_sigprocmask(Flags.SIG_BLOCK, Signals.set(Flags.SIGPIPE, Flags.SIGXFSZ));
      holding.executed(guest);
      tell(0);
    }

    @Override
    public void started() {
      for (int fd = 0; fd <= 2; fd++) {
        kernel.dup3(nothing, fd, 0);
      }
      kernel.close(nothing);
      // Not before: paths that the caller has named may be relative.
      kernel.chdir("/");
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
      watch.close();
    }
  }
}
