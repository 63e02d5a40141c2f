package dev.limpet.linux;

/** Time that only goes forward, whatever is done to the date: CLOCK_MONOTONIC. */
public final class MonotonicClock {
  private final Kernel kernel;

  public MonotonicClock(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Nanoseconds since some moment; only differences mean something. */
  public long nanos() {
    return kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
  }
}
