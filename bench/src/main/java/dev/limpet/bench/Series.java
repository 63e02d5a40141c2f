package dev.limpet.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The samples of one contender, in the order they were taken: sample i of every contender was taken
 * in the same round.
 */
record Series(Contender contender, List<Long> nanos) {
  double medianMillis() {
    return median(nanos.stream().mapToDouble(Long::doubleValue).toArray()) / 1e6;
  }

  double minimumMillis() {
    return nanos.stream().mapToLong(Long::longValue).min().orElseThrow() / 1e6;
  }

  /** The median over the rounds of this contender's time divided by {@code other}'s. */
  double medianRatioTo(Series other) {
    double[] ratios = new double[nanos.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) nanos.get(i) / other.nanos.get(i);
    }
    return median(ratios);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
