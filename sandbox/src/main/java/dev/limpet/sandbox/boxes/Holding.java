package dev.limpet.sandbox.boxes;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepFailedException;
import org.jspecify.annotations.Nullable;

/** Keeps the state of a box with a name while another attends to it. */
public final class Holding {
  private static final long MILLIS = 1_000_000;

  private final Kernel kernel;
  private final NamedBox box;
  private final Plan plan;
  private final boolean detached;
  private @Nullable BoxState state;

  /** Of a box that this process runs in the foreground. */
  public Holding(Kernel kernel, NamedBox box, Plan plan) {
    this(kernel, box, plan, false);
  }

  Holding(Kernel kernel, NamedBox box, Plan plan, boolean detached) {
    this.kernel = kernel;
    this.box = box;
    this.plan = plan;
    this.detached = detached;
  }

  /** Whether the guest was ever executed. */
  boolean wasExecuted() {
    return state != null;
  }

  /** Writes that the box runs. */
  void executed(int guest) {
    ProcessId guests = guestOf(guest);
    BoxState now =
        new BoxState(
            ProcessId.own(kernel),
            guests,
            time(),
            plan.guest().args(),
            detached,
            Confinement.of(plan),
            null);
    state = now;
    // The guest has its own by now; what is written from here on is the caller's alone.
    kernel.umask(077);
    try {
      box.write(now);
    } catch (ErrnoException e) {
      state = null;
      throw new RefusedException(box.unwritable(e));
    }
  }

  /** A guest that is gone already is one that nobody can join. */
  private ProcessId guestOf(int guest) {
    try {
      return ProcessId.of(kernel, guest);
    } catch (ErrnoException e) {
      return new ProcessId(1, -1);
    }
  }

  /** Writes how the box has ended. */
  void ended(Outcome outcome) {
    BoxState last = state;
    if (last != null) {
      box.writeEnd(last.ended(new BoxState.Ending(outcome.exitCode(), outcome.timedOut(), time())));
    }
  }

  private long time() {
    return kernel.clock_gettime(Flags.CLOCK_REALTIME) / MILLIS;
  }

  /**
   * Runs the box in this process, and leaves nothing of it.
   *
   * @param timeoutNanos how long it may take, 0 for as long as it wants
   */
  public Outcome run(Launch launch, long timeoutNanos, Attendant attendant) {
    try {
      Outcome outcome = launch.launch(plan, timeoutNanos, new Foreground(attendant));
      box.farewell(outcome.exitCode());
      return outcome;
    } catch (StepFailedException e) {
      box.remove();
      throw e;
    }
  }

  private final class Foreground implements Attendant {
    private final Attendant inner;
    private boolean removed;

    Foreground(Attendant inner) {
      this.inner = inner;
    }

    @Override
    public void prepare() {
      inner.prepare();
    }

    @Override
    public void makeTerminal(Step.NewTerminal terminal) {
      inner.makeTerminal(terminal);
    }

    @Override
    public int messages() {
      return inner.messages();
    }

    @Override
    public void executed(int guest) {
      Holding.this.executed(guest);
      inner.executed(guest);
    }

    @Override
    public void started() {
      inner.started();
    }

    @Override
    public int await(long signals, long timeoutNanos, int[] code) {
      return inner.await(signals, timeoutNanos, code);
    }

    @Override
    public void stopping() {
      inner.stopping();
    }

    @Override
    public void continued() {
      inner.continued();
    }

    @Override
    public void ended(long signals) {
      inner.ended(signals);
    }

    @Override
    public void close() {
      inner.close();
      if (!removed) {
        removed = true;
        box.remove();
      }
    }
  }
}
