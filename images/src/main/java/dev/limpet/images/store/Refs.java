package dev.limpet.images.store;

import dev.limpet.formats.image.ImageName;
import dev.limpet.images.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of images, a file for each in {@code refs}. A file is called as {@link ImageName#file} has
 * it: as the whole name, with {@code %2F}, {@code %3A} and {@code %40} for slash, colon, at sign.
 */
public final class Refs {
  private final Path directory;

  Refs(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  public @Nullable Ref get(Reference name) throws IOException {
    return read(directory.resolve(ImageName.file(name.toString())));
  }

  private static @Nullable Ref read(Path file) throws IOException {
    try {
      return Ref.read(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  public void put(Ref ref) throws IOException, InterruptedException {
    Durable.write(directory, ImageName.file(ref.name()), ref.write());
  }

  /** Whether there was one. */
  public boolean remove(Ref ref) throws IOException {
    Path file = directory.resolve(ImageName.file(ref.name()));
    boolean removed = Files.deleteIfExists(file);
    Durable.sync(file);
    return removed;
  }

  /** All, by name. */
  public List<Ref> all() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files =
          listed.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
    List<Ref> refs = new ArrayList<>();
    for (Path file : files) {
      Ref ref = read(file);
      if (ref != null) {
        refs.add(ref);
      }
    }
    return refs;
  }
}
