package dev.limpet.images.store;

import dev.limpet.formats.image.TreeDescription;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.tree.Ownership;
import dev.limpet.images.tree.Shortfall;
import dev.limpet.images.tree.Unpacker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Unpacked images: {@code trees/HEX} is the root of the image whose configuration has that digest,
 * and {@code trees/HEX.json}, which is written last, says that it is complete. {@code
 * trees/HEX.lock} is locked by who makes or removes it, and shared by who uses it.
 */
public final class Trees {
  static final String LOCK = ".lock";
  static final String DESCRIPTION = ".json";

  private final Path directory;

  Trees(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  public Path path(Digest config) {
    return directory.resolve(config.hex());
  }

  public boolean has(Digest config) {
    return Files.isRegularFile(directory.resolve(config.hex() + DESCRIPTION));
  }

  /**
   * Makes the tree of an image, or waits while somebody else does.
   *
   * @return what is missing in it; nothing where it was there already
   */
  public Shortfall make(Digest digest, Manifest manifest, ImageConfig config, Unpacker unpacker)
      throws IOException, InterruptedException {
    if (has(digest)) {
      return new Shortfall();
    }
    try (Lock lock = Lock.exclusive(directory.resolve(digest.hex() + LOCK))) {
      if (has(digest)) {
        return new Shortfall();
      }
      Path part = directory.resolve(digest.hex() + Durable.PART);
      // Without a description the one of that name is as unfinished as the one that says so.
      Removal.remove(part);
      Removal.remove(path(digest));
      boolean done = false;
      try {
        Files.createDirectory(part);
        Shortfall shortfall = unpacker.unpack(manifest, config, part);
        Files.move(part, path(digest), StandardCopyOption.ATOMIC_MOVE);
        byte[] description = description(config, unpacker.ownership());
        Durable.write(directory, digest.hex() + DESCRIPTION, description);
        done = true;
        return shortfall;
      } finally {
        if (!done) {
          Removal.remove(part);
          Files.deleteIfExists(lock.path());
        }
      }
    }
  }

  private static byte[] description(ImageConfig config, Ownership ownership) {
    return new TreeDescription(
            config.platform().architecture(),
            config.platform().os(),
            config.entrypoint(),
            config.cmd(),
            config.env(),
            config.workingDir(),
            config.user(),
            config.stopSignal(),
            config.volumes(),
            config.labels(),
            ownership == Ownership.EXACT)
        .write()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Removes the tree and what belongs to it; the caller has its lock. */
  static void remove(Path directory, String hex, Lock lock) throws IOException {
    Files.deleteIfExists(directory.resolve(hex + DESCRIPTION));
    Durable.sync(directory.resolve(hex));
    Removal.remove(directory.resolve(hex));
    Removal.remove(directory.resolve(hex + Durable.PART));
    Files.deleteIfExists(lock.path());
  }
}
