package dev.limpet.formats.oci;

import org.jspecify.annotations.Nullable;

/**
 * {@code linux.resources}: what the box may use as a whole.
 *
 * @param memory null: as much as the caller
 * @param cpu null: as much as the caller
 * @param pids null: as many as the caller
 */
public record Resources(@Nullable Memory memory, @Nullable Cpu cpu, @Nullable Pids pids) {
  /**
   * {@code memory}, in bytes.
   *
   * @param limit what all processes may use together, the pages of files they read included
   * @param swap the same with what is swapped out; equal to {@code limit} for no swap at all
   */
  public record Memory(long limit, long swap) {}

  /**
   * {@code cpu}: {@code quota} of each {@code period}, both in microseconds.
   *
   * @param quota the processor time; more than the period for more than one processor
   * @param period how often it begins anew
   */
  public record Cpu(long quota, long period) {}

  /**
   * {@code pids}.
   *
   * @param limit how many processes and threads there may be at once
   */
  public record Pids(long limit) {}
}
