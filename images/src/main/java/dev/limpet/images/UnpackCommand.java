package dev.limpet.images;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.store.Lock;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Removal;
import dev.limpet.images.store.Store;
import dev.limpet.images.tree.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code limpet unpack}: the tree of an image, for boxes or into a directory of the caller's. */
final class UnpackCommand {
  private UnpackCommand() {}

  static void run(List<String> words) throws IOException, InterruptedException {
    Words given = Words.parse(words, List.of("--max-size SIZE", "--max-entries N"));
    List<String> rest = given.rest(1, 2, "unpack [OPTION...] NAME [DIR]");
    Store store = Here.store();
    try (Lock _ = store.adding()) {
      Ref ref = store.find(rest.getFirst());
      String directory = Here.optional(rest, 1);
      if (directory == null) {
        Here.unpack(store, ref, Here.limits(given));
        System.out.println(store.trees().path(ref.config()));
      } else {
        intoDirectory(given, store, ref, Path.of(directory).toAbsolutePath().normalize());
      }
    }
  }

  /** What somebody's subordinate ids owned would be out of reach for who asked for it. */
  private static Ownership ownership() throws IOException {
    return Boolean.getBoolean("limpet.subids") ? Ownership.OWN : Ownership.ofProcess();
  }

  /** The directory appears when everything is in it. */
  private static void intoDirectory(Words given, Store store, Ref ref, Path directory)
      throws IOException {
    Path name = directory.getFileName();
    if (name == null || Files.exists(directory)) {
      throw new ImageException(directory + " is there already: name one that is to be made");
    }
    Path part = directory.resolveSibling("." + name + "." + ProcessHandle.current().pid());
    boolean done = false;
    Files.createDirectory(part);
    try {
      Here.tell(
          Here.unpacker(store, Here.limits(given), ownership())
              .unpack(store.manifest(ref), store.config(ref), part));
      Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
      done = true;
    } finally {
      if (!done) {
        Removal.remove(part);
      }
    }
  }
}
