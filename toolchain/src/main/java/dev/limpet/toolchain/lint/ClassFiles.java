package dev.limpet.toolchain.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/** The project's own classes: directories and jars, of which an earlier one hides a later one. */
final class ClassFiles {
  private final List<Path> entries;

  ClassFiles(List<Path> entries) {
    this.entries = List.copyOf(entries);
  }

  /** The class of that internal name ({@code a/b/C}), empty where it is not the project's. */
  Optional<ClassModel> find(String internalName) {
    String file = internalName + ".class";
    for (Path entry : entries) {
      Optional<byte[]> bytes =
          Files.isDirectory(entry) ? inFolder(entry, file) : inJar(entry, file);
      if (bytes.isPresent()) {
        return bytes.map(ClassFile.of()::parse);
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> inFolder(Path folder, String file) {
    Path path = folder.resolve(file);
    try {
      return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> inJar(Path jar, String file) {
    try (var zip = new ZipFile(jar.toFile())) {
      var entry = zip.getEntry(file);
      return entry == null
          ? Optional.empty()
          : Optional.of(zip.getInputStream(entry).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
