package dev.limpet.images;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.source.Saver;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code limpet save}: an image into an archive. */
final class SaveCommand {
  private static final int BUFFER = 256 << 10;

  private SaveCommand() {}

  static void run(List<String> words) throws IOException {
    Words given = Words.parse(words, List.of("-o --output FILE", "--format oci|docker"));
    String name = given.rest(1, 1, "save [-o FILE] [--format oci|docker] NAME").getFirst();
    String format = given.has("--format") ? String.valueOf(given.value("--format")) : "oci";
    if (!format.equals("oci") && !format.equals("docker")) {
      throw new ImageException("--format " + format + " is neither oci nor docker");
    }
    Store store = Here.store();
    Ref ref = store.find(name);
    String output = given.value("--output");
    if (output == null) {
      write(store, ref, format, System.out);
      return;
    }
    Path file = Path.of(output).toAbsolutePath();
    Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
        write(store, ref, format, out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(Store store, Ref ref, String format, OutputStream out)
      throws IOException {
    Saver saver = new Saver(store);
    if (format.equals("docker")) {
      saver.docker(ref, out);
    } else {
      saver.oci(ref, out);
    }
  }
}
