package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The note, beside a binary, of what it was built from: one line with the fingerprint of the inputs
 * and the SHA-256 of the binary and its debug information.
 */
final class Stamp {
  private final Path file;
  private final Path binary;
  private final Path debug;

  Stamp(Path out, String name) {
    file = out.resolve(".stamps").resolve(name);
    binary = out.resolve(name);
    debug = out.resolve(name + ".debug");
  }

  /** Whether the binary is there, untouched, and was built from these inputs. */
  boolean isOf(String fingerprint) {
    try {
      return Files.exists(binary)
          && Files.exists(debug)
          && Files.readString(file).equals(line(fingerprint));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be called first: from here until {@link #write} the binary counts as unknown. */
  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be called last. A build that was killed has left no stamp. */
  void write(String fingerprint) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, line(fingerprint));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(String fingerprint) {
    return fingerprint + " " + Fingerprint.of(binary) + " " + Fingerprint.of(debug) + "\n";
  }
}
