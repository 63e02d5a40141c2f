package dev.limpet.sandbox;

import dev.limpet.sandbox.cgroup.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How a box ended, and what it used.
 *
 * @param exitCode the exit code
 * @param timedOut whether it was ended because its time was over
 * @param wallNanos time from before its start to its end
 * @param userMicros processor time of the guest and of all descendants that were waited for
 * @param systemMicros the same in the kernel
 * @param peakKib the largest resident set of one of them
 * @param box what all of the box used together; null where it had no cgroup
 */
public record Outcome(
    int exitCode,
    boolean timedOut,
    long wallNanos,
    long userMicros,
    long systemMicros,
    long peakKib,
    @Nullable Usage box) {
  /** The same of a box in cgroups. */
  public Outcome in(Usage used) {
    return new Outcome(exitCode, timedOut, wallNanos, userMicros, systemMicros, peakKib, used);
  }
}
