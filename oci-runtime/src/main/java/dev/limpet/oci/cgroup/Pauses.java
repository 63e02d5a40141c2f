package dev.limpet.oci.cgroup;

import dev.limpet.linux.Kernel;

/** Waiting for what no descriptor tells of. */
final class Pauses {
  private static final long FIRST = 100_000;
  private static final long LONGEST = 10_000_000;

  private Pauses() {}

  /** Waits before the look after number {@code look}: from a tenth of a millisecond to ten. */
  static void pause(Kernel kernel, int look) {
    long nanos = Math.min(LONGEST, FIRST << Math.min(look, 10));
    kernel.ppoll(new int[0], new int[0], new int[0], nanos);
  }
}
