package dev.limpet.images;

import dev.limpet.images.oci.Reference;
import dev.limpet.images.source.Loader;
import dev.limpet.images.store.Lock;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code limpet load}: images out of a layout, an archive, or standard input. */
final class LoadCommand {
  private LoadCommand() {}

  static void run(List<String> words) throws IOException, InterruptedException {
    Words given = Words.parse(words, Here.UNPACKING);
    List<String> rest = given.rest(1, 2, "load [OPTION...] PATH|- [NAME]");
    String text = Here.optional(rest, 1);
    Reference name = text == null ? null : Reference.parse(text);
    Store store = Here.store();
    try (Lock _ = store.adding()) {
      Loader loader = new Loader(store, Here.platform(given));
      List<Ref> loaded =
          rest.getFirst().equals("-")
              ? loader.load(System.in, name)
              : loader.load(Path.of(rest.getFirst()), name);
      for (Ref ref : loaded) {
        if (!given.has("--no-unpack")) {
          Here.unpack(store, ref, Here.limits(given));
        }
        System.out.println(Reference.parse(ref.name()).familiar() + " " + ref.config());
      }
    }
  }
}
