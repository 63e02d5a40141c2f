package dev.limpet.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Directories for tests, on the root file system so that a box sees them (a box hides other
 * mounts), writable by every caller, removed when the tests' JVM ends.
 */
final class Scratch {
  private static final Path ROOT = create();

  private Scratch() {}

  /** One directory for the whole run. */
  static Path shared() {
    return ROOT;
  }

  /** A new directory that every user may write to. */
  static Path directory(String name) {
    try {
      return open(Files.createTempDirectory(ROOT, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path create() {
    try {
      Path root = open(Files.createTempDirectory(Path.of("/var/tmp"), "limpet-conformance"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path open(Path directory) throws IOException {
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
