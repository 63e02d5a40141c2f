package dev.limpet.images.tree;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.tar.TarReader;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.SystemKernel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Makes the tree of an image out of the files of its layers. */
public final class Unpacker {
  /** Headers of an entry with long names, and its padding. */
  private static final long ENTRY = 16 << 10;

  private final Function<Digest, Path> blobs;
  private final Limits limits;
  private final Ownership ownership;

  /**
   * @param blobs where the file of a digest is
   */
  public Unpacker(Function<Digest, Path> blobs, Limits limits, Ownership ownership) {
    this.blobs = blobs;
    this.limits = limits;
    this.ownership = ownership;
  }

  public Ownership ownership() {
    return ownership;
  }

  /**
   * Unpacks into {@code directory}, which is empty, and waits until all is on the disk.
   *
   * @return what the caller had no right to make
   */
  public Shortfall unpack(Manifest manifest, ImageConfig config, Path directory)
      throws IOException {
    if (manifest.layers().size() != config.diffIds().size()) {
      throw new ImageException(
          "the manifest has "
              + manifest.layers().size()
              + " layers and the configuration "
              + config.diffIds().size());
    }
    Kernel kernel = new SystemKernel();
    int flags = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;
    try (Fd root = Fd.open(kernel, directory.toString(), flags);
        Tree tree = new Tree(kernel, root.number(), ownership, limits)) {
      for (int i = 0; i < manifest.layers().size(); i++) {
        apply(tree, manifest.layers().get(i), config.diffIds().get(i));
      }
      Shortfall shortfall = tree.finish();
      kernel.syncfs(root.number());
      return shortfall;
    }
  }

  private void apply(Tree tree, Descriptor layer, Digest diffId) throws IOException {
    String name = "layer " + layer.digest();
    Path file = blobs.apply(layer.digest());
    if (!Files.isRegularFile(file)) {
      throw new ImageException(name + " is not there: pull or load the image again");
    }
    long most = limits.bytes() + limits.entries() * ENTRY;
    LayerStream archive;
    try (InputStream in = Files.newInputStream(file)) {
      BufferedInputStream compressed = Decompression.buffered(in);
      archive = new LayerStream(compressed, name, most);
      try (Ahead ahead = new Ahead(archive)) {
        tree.apply(new TarReader(ahead));
        // What follows the archive's end counts in its digest.
        ahead.transferTo(OutputStream.nullOutputStream());
      }
    }
    Digest digest = archive.digest();
    if (!digest.equals(diffId)) {
      throw new ImageException(
          name + " decompresses to " + digest + ", and the configuration says " + diffId);
    }
  }
}
