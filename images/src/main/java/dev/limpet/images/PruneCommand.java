package dev.limpet.images;

import dev.limpet.images.store.Garbage;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.util.List;

/** {@code limpet prune}: what no image needs, and what was never finished, is taken away. */
final class PruneCommand {
  private PruneCommand() {}

  static void run(List<String> words) throws IOException {
    Words.parse(words, List.of()).rest(0, 0, "prune");
    Store store = Here.store();
    Garbage garbage = new Garbage(store);
    garbage.removeParts();
    garbage.collect();
    System.out.println(garbage.text());
  }
}
