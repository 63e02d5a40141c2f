package dev.limpet.sandbox;

/**
 * Who attends to a box beside its {@link Supervisor}: it waits for signals, and meanwhile for
 * whatever else has to be served while the box runs.
 *
 * <p>{@link SignalsOnly} has nothing else to do. {@link Watch} serves descriptors: it is the event
 * loop of all that reads from a box or writes to it. Who needs more than that, such as a terminal
 * to restore, is an Attendant of its own around a Watch.
 *
 * <p>{@link Launcher} calls {@link #prepare} first, {@link #started} once the guest has been
 * executed or its start has failed, {@link #await} until the box has ended, then {@link #ended};
 * and {@link #close} last, whatever failed.
 */
public interface Attendant extends AutoCloseable {
  /**
   * The si_code of a signal that the kernel has delivered to a process group of the box already.
   * What is left to do is its default action, which the first process of a pid namespace does not
   * have.
   */
  int DELIVERED = -4711;

  /** In the place of a process group: the guest. */
  int GUEST = -1;

  /** Before there is a first process. */
  default void prepare() {}

  /**
   * The step of that name, in the guest's process: with descriptors of its own, but the memory of
   * the launcher's.
   */
  default void makeTerminal(Step.NewTerminal terminal) {
    throw new RefusedException("not supported: a terminal that nobody attends to");
  }

  /** Where messages of the guest's process go until it is the guest: standard error. */
  default int messages() {
    return 2;
  }

  /**
   * The guest has been executed: this comes before {@link #started}, and not where the start
   * failed.
   *
   * @param guest a descriptor of its process
   */
  default void executed(int guest) {}

  /** The guest's process has its own copies of all descriptors by now. */
  default void started() {}

  /**
   * Waits for one of {@code signals}, which are blocked; returns it, or 0 where the time passed.
   *
   * @param timeoutNanos nanoseconds, negative for as long as it takes
   * @param code two elements: the signal's si_code, and where that is {@link #DELIVERED} the
   *     process group that got it, {@link #GUEST}, or 0 for nobody
   */
  int await(long signals, long timeoutNanos, int[] code);

  /** This process is about to stop, together with the guest. */
  default void stopping() {}

  /** It goes on. */
  default void continued() {}

  /**
   * All processes of the box have ended: takes what they have left.
   *
   * @param signals the blocked signals for which it is not worth waiting any longer
   */
  default void ended(long signals) {}

  /** Puts back what is not to stay as it is. May be called twice. */
  @Override
  default void close() {}
}
