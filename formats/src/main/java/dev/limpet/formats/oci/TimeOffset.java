package dev.limpet.formats.oci;

/**
 * One of {@code linux.timeOffsets}: what a clock in the box shows more than on the host.
 *
 * @param secs seconds; may be negative
 * @param nanosecs nanoseconds in addition
 */
public record TimeOffset(long secs, long nanosecs) {}
