package dev.limpet.sandbox;

/**
 * Who attends to a box beside its {@link Supervisor}: it waits for signals, and meanwhile for
 * whatever else has to be served while the box runs.
 *
 * <p>{@link SignalsOnly} has nothing else to do. {@link Watch} serves descriptors: it is the event
 * loop of all that reads from a box or writes to it. Who needs more than that, such as a terminal
 * to restore, is an Attendant of its own around a Watch.
 *
 * <p>{@link Launcher} calls {@link #started} once the guest has been executed or its start has
 * failed, {@link #await} until the box has ended, then {@link #ended}; and {@link #close} last,
 * whatever failed.
 */
public interface Attendant extends AutoCloseable {
  /** The guest's process has its own copies of all descriptors by now. */
  default void started() {}

  /**
   * Waits for one of {@code signals}, which are blocked; returns it, or 0 where the time passed.
   *
   * @param timeoutNanos nanoseconds, negative for as long as it takes
   * @param code the first element becomes the signal's si_code
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
