package dev.limpet.images.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there as a whole or not at all, whenever the process or the machine ends. */
final class Durable {
  /** What names of unfinished files end in. */
  static final String PART = ".part";

  private Durable() {}

  /** A path in {@code directory} that nobody else uses. */
  static Path temporary(Path directory) {
    return directory.resolve("." + UUID.randomUUID() + PART);
  }

  /** Writes the file {@code name} of {@code directory}, or replaces it. */
  static void write(Path directory, String name, byte[] content)
      throws IOException, InterruptedException {
    try (Lock lock = Lock.exclusive(temporary(directory))) {
      Files.write(lock.path(), content);
      publish(lock.path(), directory.resolve(name));
    }
  }

  /** Gives a finished file its name. */
  static void publish(Path part, Path path) throws IOException {
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    sync(path);
  }

  /** Makes sure that the entry of {@code path} in its directory lasts. */
  static void sync(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
