package dev.limpet.images.source;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.MediaTypes;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import dev.limpet.images.tar.TarEntry;
import dev.limpet.images.tar.TarReader;
import dev.limpet.images.tree.Decompression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/** An image of one layer, which is an archive of a root, such as {@code debootstrap} makes. */
final class RootfsSource {
  private final Store store;

  RootfsSource(Store store) {
    this.store = store;
  }

  Ref load(Path archive, Platform platform, Reference name)
      throws IOException, InterruptedException {
    Descriptor layer;
    try (BufferedInputStream in = Decompression.buffered(Files.newInputStream(archive))) {
      String type = MediaTypes.OCI_LAYER + Decompression.kind(in).suffix();
      Descriptor added = store.blobs().add(in, null, archive.toString());
      layer = new Descriptor(type, added.digest(), added.size());
    }
    ImageConfig config = ImageConfig.plain(platform, List.of(diffId(store, layer)));
    byte[] bytes = config.write();
    Digest configDigest = store.blobs().add(bytes);
    Descriptor described = new Descriptor(MediaTypes.OCI_CONFIG, configDigest, bytes.length);
    Digest manifest = store.blobs().add(new Manifest(described, List.of(layer)).write());
    Ref ref = new Ref(name.toString(), manifest, MediaTypes.OCI_MANIFEST, platform, configDigest);
    store.refs().put(ref);
    return ref;
  }

  /** The digest of the archive itself, which is read through: what is no archive is refused. */
  private static Digest diffId(Store store, Descriptor layer) throws IOException {
    MessageDigest sum = Digest.sha256();
    Path file = store.blobs().path(layer.digest());
    try (InputStream in =
        new DigestInputStream(
            Decompression.open(Decompression.buffered(Files.newInputStream(file))), sum)) {
      TarReader reader = new TarReader(in);
      TarEntry entry = reader.next();
      while (entry != null) {
        entry = reader.next();
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.from(sum);
  }
}
