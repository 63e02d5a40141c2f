package dev.limpet.toolchain.fuzz;

import java.util.List;

/**
 * The pseudo-random numbers of a campaign: SplitMix64 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, 2014). Written here so that a seed names the same program on
 * every JDK.
 */
final class SplitMix64 {
  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /** A generator whose sequence depends on {@code seed} and {@code stream} alone. */
  static SplitMix64 of(long seed, long stream) {
    return new SplitMix64(new SplitMix64(seed).next() ^ (stream * 0xd1342543de82ef95L));
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number in [0, bound). The bias of the remainder does not matter at these sizes. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** A number in [low, high], both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }
}
