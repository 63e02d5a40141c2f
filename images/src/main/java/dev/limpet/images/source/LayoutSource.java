package dev.limpet.images.source;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Index;
import dev.limpet.images.oci.Json;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.MediaTypes;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Images of an OCI image layout (image-layout.md), in a directory or an archive. */
final class LayoutSource {
  static final String MARK = "oci-layout";
  static final String INDEX = "index.json";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String IMAGE_NAME = "io.containerd.image.name";

  /** An index may have another one in it, and that another one. */
  private static final int MAX_DEPTH = 4;

  private final Store store;
  private final Content content;
  private final Platform platform;

  LayoutSource(Store store, Content content, Platform platform) {
    this.store = store;
    this.content = content;
    this.platform = platform;
  }

  /**
   * Adds the images.
   *
   * @param name of the only one; null to take the names that are in the layout
   */
  List<Ref> load(@Nullable Reference name) throws IOException, InterruptedException {
    Index index = Index.read(content.read(INDEX, Json.MAX_SIZE), INDEX);
    if (index.manifests().isEmpty()) {
      throw new ImageException("the layout has no image: its index.json is empty");
    }
    List<Ref> loaded = new ArrayList<>();
    for (Descriptor image : images(index, name)) {
      Reference named = name == null ? name(image) : name;
      loaded.add(load(image, named));
    }
    return loaded;
  }

  /** Those to load: of several without names of their own, which are one image's, the fitting. */
  private List<Descriptor> images(Index index, @Nullable Reference name) {
    if (name == null || index.manifests().size() == 1) {
      return index.manifests();
    }
    List<Descriptor> tagged = new ArrayList<>();
    StringJoiner tags = new StringJoiner(", ");
    for (Descriptor image : index.manifests()) {
      String ref = image.annotations().get(REF_NAME);
      if (ref != null && (ref.equals(name.tag()) || ref.endsWith(":" + name.tag()))) {
        tagged.add(image);
      }
      if (ref != null) {
        tags.add(ref);
      }
    }
    if (tagged.isEmpty() && tags.length() > 0) {
      throw new ImageException(
          "the layout has several images: give a name that ends with the tag of one: " + tags);
    }
    return tagged.size() == 1 ? tagged : List.of(index.choose(platform, INDEX));
  }

  private static Reference name(Descriptor image) {
    String whole = image.annotations().get(IMAGE_NAME);
    String ref = image.annotations().get(REF_NAME);
    if (whole != null) {
      return Reference.parse(whole);
    }
    if (ref != null && (ref.indexOf('/') >= 0 || ref.indexOf(':') >= 0)) {
      return Reference.parse(ref);
    }
    throw new ImageException(
        "the image in the layout has no whole name, only "
            + (ref == null ? "its digest" : "the tag " + ref)
            + ": give it one behind the path, such as limpet load PATH NAME:TAG");
  }

  private Ref load(Descriptor image, Reference name) throws IOException, InterruptedException {
    Descriptor manifest = manifest(image, MAX_DEPTH);
    byte[] bytes = small(manifest);
    Manifest read = Manifest.read(bytes, "the manifest of " + name);
    store.blobs().add(bytes);
    store.blobs().add(small(read.config()));
    for (Descriptor layer : read.layers()) {
      copy(layer);
    }
    Ref ref =
        new Ref(
            name.toString(),
            manifest.digest(),
            manifest.mediaType(),
            store.config(read.config().digest(), name.toString()).platform(),
            read.config().digest());
    store.refs().put(ref);
    return ref;
  }

  private Descriptor manifest(Descriptor image, int depth) throws IOException {
    if (MediaTypes.isManifest(image.mediaType())) {
      return image;
    }
    if (!MediaTypes.isIndex(image.mediaType()) || depth == 0) {
      throw new ImageException("the layout has what is no image: " + image.mediaType());
    }
    Index index = Index.read(small(image), image.digest().toString());
    return manifest(index.choose(platform, image.digest().toString()), depth - 1);
  }

  private byte[] small(Descriptor wanted) throws IOException {
    byte[] bytes = content.read(path(wanted), Json.MAX_SIZE);
    Digest digest = Digest.of(bytes);
    if (bytes.length != wanted.size() || !digest.equals(wanted.digest())) {
      throw new ImageException(
          path(wanted)
              + " has "
              + bytes.length
              + " bytes and the digest "
              + digest
              + ", not what the layout says of it");
    }
    return bytes;
  }

  private void copy(Descriptor layer) throws IOException, InterruptedException {
    if (store.blobs().has(layer.digest())) {
      return;
    }
    try (InputStream in = content.open(path(layer))) {
      Descriptor added = store.blobs().add(in, layer.digest(), path(layer));
      if (added.size() != layer.size()) {
        throw new ImageException(
            path(layer) + " has " + added.size() + " bytes, not " + layer.size());
      }
    }
  }

  private static String path(Descriptor blob) {
    return "blobs/sha256/" + blob.digest().hex();
  }
}
