package dev.limpet.bench;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the contenders in turn, A B C A B C …, so that a drift of the machine's speed hits all
 * alike.
 */
final class Bench {
  private final int rounds;
  private final int warmup;

  Bench(int rounds, int warmup) {
    this.rounds = rounds;
    this.warmup = warmup;
  }

  /** Throws IllegalStateException where a contender ends with anything but 0. */
  List<Series> run(List<Contender> contenders, String path) {
    try (Spawner spawner = new Spawner(path)) {
      List<MemorySegment> commands =
          contenders.stream().map(c -> spawner.strings(c.command())).toList();
      long[][] nanos = new long[contenders.size()][rounds];
      for (int round = -warmup; round < rounds; round++) {
        for (int i = 0; i < commands.size(); i++) {
          // Every round starts with another contender: none always runs in another's wake.
          int at = Math.floorMod(i + round, commands.size());
          Sample sample = spawner.run(commands.get(at));
          if (sample.exit() != 0) {
            throw new IllegalStateException(
                contenders.get(at).name() + " ended with " + sample.exit());
          }
          if (round >= 0) {
            nanos[at][round] = sample.nanos();
          }
        }
      }
      List<Series> all = new ArrayList<>();
      for (int i = 0; i < nanos.length; i++) {
        all.add(new Series(contenders.get(i), Arrays.stream(nanos[i]).boxed().toList()));
      }
      return all;
    }
  }
}
