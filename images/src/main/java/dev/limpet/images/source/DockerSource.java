package dev.limpet.images.source;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Json;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.MediaTypes;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import dev.limpet.images.tree.Decompression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images of what {@code docker save} writes: {@code manifest.json} names files in the archive. */
final class DockerSource {
  static final String MANIFEST = "manifest.json";

  /** One image of {@code manifest.json}: files by their paths, the lowest layer first. */
  record Image(String config, List<String> tags, List<String> layers) {}

  private final Store store;
  private final Content content;

  DockerSource(Store store, Content content) {
    this.store = store;
    this.content = content;
  }

  /**
   * Adds the images.
   *
   * @param name of the only one; null to take the names that are in the archive
   */
  List<Ref> load(@Nullable Reference name) throws IOException, InterruptedException {
    List<Image> images = images(content.read(MANIFEST, Json.MAX_SIZE));
    if (images.isEmpty() || (name != null && images.size() > 1)) {
      throw new ImageException(
          "the archive has " + images.size() + " images: only one can be given a name");
    }
    List<Ref> loaded = new ArrayList<>();
    for (Image image : images) {
      loaded.addAll(load(image, name));
    }
    return loaded;
  }

  static List<Image> images(byte[] bytes) {
    // The outermost value is an array, which the schema below has as the member of an object.
    byte[] before = "{\"images\":".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[before.length + bytes.length + 1];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(bytes, 0, whole, before.length, bytes.length);
    whole[whole.length - 1] = '}';
    return Json.read(whole, MANIFEST, DockerSource::images);
  }

  private static List<Image> images(JsonFields fields) {
    List<Image> images = new ArrayList<>();
    for (JsonFields image : fields.objects("images")) {
      images.add(
          new Image(image.string("Config"), image.strings("RepoTags"), image.strings("Layers")));
    }
    return images;
  }

  private List<Ref> load(Image image, @Nullable Reference name)
      throws IOException, InterruptedException {
    byte[] bytes = content.read(image.config(), Json.MAX_SIZE);
    ImageConfig config = ImageConfig.read(bytes, image.config());
    if (config.diffIds().size() != image.layers().size()) {
      throw new ImageException(
          image.config()
              + " has "
              + config.diffIds().size()
              + " layers and manifest.json "
              + image.layers().size());
    }
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < image.layers().size(); i++) {
      layers.add(layer(image.layers().get(i), config.diffIds().get(i)));
    }
    Digest configDigest = store.blobs().add(bytes);
    Manifest manifest =
        new Manifest(new Descriptor(MediaTypes.OCI_CONFIG, configDigest, bytes.length), layers);
    Digest digest = store.blobs().add(manifest.write());
    List<Ref> refs = new ArrayList<>();
    for (Reference each : name == null ? names(image) : List.of(name)) {
      Ref ref =
          new Ref(
              each.toString(), digest, MediaTypes.OCI_MANIFEST, config.platform(), configDigest);
      store.refs().put(ref);
      refs.add(ref);
    }
    return refs;
  }

  private static List<Reference> names(Image image) {
    if (image.tags().isEmpty()) {
      throw new ImageException(
          "the image in the archive has no name: give it one behind the path, such as"
              + " limpet load PATH NAME:TAG");
    }
    return image.tags().stream().map(Reference::parse).toList();
  }

  /** Keeps the file as it is; one that is not compressed has to have the digest that is wanted. */
  private Descriptor layer(String path, Digest diffId) throws IOException, InterruptedException {
    try (BufferedInputStream in = Decompression.buffered(content.open(path))) {
      Decompression.Kind kind = Decompression.kind(in);
      Digest wanted = kind == Decompression.Kind.PLAIN ? diffId : null;
      Descriptor added = store.blobs().add(in, wanted, path);
      String type = MediaTypes.OCI_LAYER + kind.suffix();
      return new Descriptor(type, added.digest(), added.size());
    }
  }
}
