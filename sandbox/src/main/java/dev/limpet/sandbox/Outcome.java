package dev.limpet.sandbox;

/**
 * How a box ended, and what it used.
 *
 * @param exitCode the exit code
 * @param timedOut whether it was ended because its time was over
 * @param wallNanos time from before its start to its end
 * @param userMicros processor time of the guest and of all descendants that were waited for
 * @param systemMicros the same in the kernel
 * @param peakKib the largest resident set of one of them
 */
public record Outcome(
    int exitCode,
    boolean timedOut,
    long wallNanos,
    long userMicros,
    long systemMicros,
    long peakKib) {}
