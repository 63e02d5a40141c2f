package dev.limpet.images;

import dev.limpet.images.oci.Reference;
import dev.limpet.images.registry.Transfers;
import dev.limpet.images.store.Lock;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.util.List;

/** {@code limpet push}: an image to a registry. */
final class PushCommand {
  private PushCommand() {}

  static void run(List<String> words) throws IOException, InterruptedException {
    List<String> rest = Words.parse(words, List.of()).rest(1, 2, "push NAME [NAME-THERE]");
    Store store = Here.store();
    try (Lock _ = store.adding()) {
      Ref ref = store.find(rest.getFirst());
      Reference there = Reference.parse(rest.size() > 1 ? rest.get(1) : ref.name());
      new Transfers(store, System.getenv()).push(ref, there);
      System.out.println(there + " " + ref.manifest());
    }
  }
}
