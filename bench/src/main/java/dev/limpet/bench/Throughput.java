package dev.limpet.bench;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many times a second commands can be run, by one caller or by several at once. */
final class Throughput {
  /** Slices of each contender, in turn, so that a drift of the machine's speed hits all alike. */
  private static final int SLICES = 6;

  private final long sliceNanos;
  private final String path;

  /**
   * @param seconds for each contender and each number of callers
   */
  Throughput(double seconds, String path) {
    this.sliceNanos = (long) (seconds * 1e9 / SLICES);
    this.path = path;
  }

  /** Runs per second for each contender, in their order. */
  double[] measure(List<Contender> contenders, int callers) {
    long[] runs = new long[contenders.size()];
    long[] nanos = new long[contenders.size()];
    try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
      for (int slice = 0; slice < SLICES; slice++) {
        for (int i = 0; i < runs.length; i++) {
          long start = System.nanoTime();
          runs[i] += slice(pool, contenders.get(i), callers, start + sliceNanos);
          nanos[i] += System.nanoTime() - start;
        }
      }
    }
    double[] rates = new double[runs.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = runs[i] * 1e9 / nanos[i];
    }
    return rates;
  }

  private long slice(ExecutorService pool, Contender contender, int callers, long end) {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      tasks.add(() -> runUntil(end, contender));
    }
    try {
      long runs = 0;
      for (Future<Long> result : pool.invokeAll(tasks)) {
        runs += result.get();
      }
      return runs;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(contender.name(), e);
    }
  }

  private long runUntil(long end, Contender contender) {
    long runs = 0;
    try (Spawner spawner = new Spawner(path)) {
      MemorySegment command = spawner.strings(contender.command());
      while (System.nanoTime() < end) {
        Sample sample = spawner.run(command);
        if (sample.exit() != 0) {
          throw new IllegalStateException(contender.name() + " ended with " + sample.exit());
        }
        runs++;
      }
    }
    return runs;
  }
}
