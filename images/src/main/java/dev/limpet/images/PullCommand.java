package dev.limpet.images;

import dev.limpet.images.oci.Reference;
import dev.limpet.images.registry.Transfers;
import dev.limpet.images.store.Lock;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code limpet pull}: an image from a registry. */
final class PullCommand {
  private PullCommand() {}

  static void run(List<String> words) throws IOException, InterruptedException {
    List<String> table = new ArrayList<>(Here.UNPACKING);
    table.add("--mirror HOST");
    Words given = Words.parse(words, table);
    Reference name = Reference.parse(given.rest(1, 1, "pull [OPTION...] NAME").getFirst());
    Store store = Here.store();
    try (Lock _ = store.adding()) {
      Ref ref =
          new Transfers(store, System.getenv())
              .pull(name, Here.platform(given), given.value("--mirror"));
      if (!given.has("--no-unpack")) {
        Here.unpack(store, ref, Here.limits(given));
      }
      System.out.println(name.familiar() + " " + ref.config());
    }
  }
}
