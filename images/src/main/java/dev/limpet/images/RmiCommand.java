package dev.limpet.images;

import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Garbage;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code limpet rmi}: names are taken away, and what no other one needs with them. */
final class RmiCommand {
  private RmiCommand() {}

  static void run(List<String> words) throws IOException {
    List<String> names = Words.parse(words, List.of()).rest(1, Integer.MAX_VALUE, "rmi NAME...");
    Store store = Here.store();
    List<Ref> refs = new ArrayList<>();
    for (String name : names) {
      refs.add(store.find(name));
    }
    for (Ref ref : refs) {
      store.refs().remove(ref);
      System.out.println(Reference.parse(ref.name()).familiar());
    }
    new Garbage(store).collect();
  }
}
