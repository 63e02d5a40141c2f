package dev.limpet.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small root file system around a static busybox. */
final class BoxRoot {
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private BoxRoot() {}

  /** Makes one, with the mount points a box needs and a directory {@code only-here}. */
  static Path create() throws IOException {
    Path root = Scratch.directory("root");
    for (String name :
        new String[] {"bin", "proc", "dev", "tmp", "sys", "etc", "mnt", "only-here"}) {
      Files.createDirectory(root.resolve(name));
    }
    Files.copy(BUSYBOX, root.resolve("bin/busybox"));
    Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
    return root;
  }
}
