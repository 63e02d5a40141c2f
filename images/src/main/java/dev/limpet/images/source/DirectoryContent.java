package dev.limpet.images.source;

import dev.limpet.images.oci.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a directory, such as an OCI image layout. */
record DirectoryContent(Path directory) implements Content {
  @Override
  public boolean has(String path) {
    return Files.isRegularFile(directory.resolve(path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = directory.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new ImageException(file + " is not there");
    }
    return Files.newInputStream(file);
  }
}
