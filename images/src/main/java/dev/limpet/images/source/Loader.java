package dev.limpet.images.source;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Lock;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import dev.limpet.images.tree.Decompression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images out of a directory or an archive, whose content says which of the forms it has. */
public final class Loader {
  private final Store store;
  private final Platform platform;

  public Loader(Store store, Platform platform) {
    this.store = store;
    this.platform = platform;
  }

  /**
   * Adds the images at {@code path}.
   *
   * @param name of the only one; null to take the names that are there
   */
  public List<Ref> load(Path path, @Nullable Reference name)
      throws IOException, InterruptedException {
    if (Files.isDirectory(path)) {
      Content directory = new DirectoryContent(path);
      if (!directory.has(LayoutSource.MARK)) {
        throw new ImageException(path + " is no OCI image layout: it has no file oci-layout");
      }
      return new LayoutSource(store, directory, platform).load(name);
    }
    if (!Files.exists(path)) {
      throw new ImageException(path + " is not there");
    }
    try (InputStream in = Files.newInputStream(path)) {
      BufferedInputStream start = Decompression.buffered(in);
      if (Files.isRegularFile(path) && Decompression.kind(start) == Decompression.Kind.PLAIN) {
        return loadArchive(path, path, name);
      }
      return spooled(start, path, name);
    }
  }

  /** The archive that {@code in} is: it is read more than once, and so has to be on disk. */
  public List<Ref> load(InputStream in, @Nullable Reference name)
      throws IOException, InterruptedException {
    return spooled(Decompression.buffered(in), Path.of("-"), name);
  }

  private List<Ref> spooled(BufferedInputStream in, Path shown, @Nullable Reference name)
      throws IOException, InterruptedException {
    try (Lock spool = store.blobs().spool()) {
      try {
        try (OutputStream out = Files.newOutputStream(spool.path())) {
          Decompression.open(in).transferTo(out);
        }
        return loadArchive(spool.path(), shown, name);
      } finally {
        Files.deleteIfExists(spool.path());
      }
    }
  }

  private List<Ref> loadArchive(Path archive, Path shown, @Nullable Reference name)
      throws IOException, InterruptedException {
    Content content = new ArchiveContent(archive);
    if (content.has(LayoutSource.MARK) && content.has(LayoutSource.INDEX)) {
      return new LayoutSource(store, content, platform).load(name);
    }
    if (content.has(DockerSource.MANIFEST)) {
      return new DockerSource(store, content).load(name);
    }
    if (name == null) {
      throw new ImageException(
          shown + " is the archive of a root: give it a name, such as limpet load PATH NAME:TAG");
    }
    return List.of(new RootfsSource(store).load(archive, platform, name));
  }
}
