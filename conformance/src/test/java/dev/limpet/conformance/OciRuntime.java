package dev.limpet.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runtimes for engines: ours, and the one that proves the tests. */
enum OciRuntime {
  CRUN,
  LIMPET;

  /** The program. */
  Path path() {
    return switch (this) {
      case CRUN -> Path.of(Limpet.host("sh", "-c", "command -v crun").line());
      case LIMPET -> limpet();
    };
  }

  private static Path limpet() {
    Path link = Limpet.binary().resolveSibling("limpet-oci");
    if (!Files.exists(link)) {
      try {
        Files.createSymbolicLink(link, Path.of("limpet-full"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return link;
  }
}
