package dev.limpet.images.source;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.oci.Index;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import dev.limpet.images.tar.TarWriter;
import dev.limpet.images.tree.Decompression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes an image into an archive that others load. */
public final class Saver {
  private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

  private final Store store;

  public Saver(Store store) {
    this.store = store;
  }

  /** An OCI image layout, in an archive: everything byte for byte as it came. */
  public void oci(Ref ref, OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out);
    Manifest manifest = store.manifest(ref);
    tar.file(LayoutSource.MARK, LAYOUT.getBytes(StandardCharsets.US_ASCII));
    tar.file(LayoutSource.INDEX, index(ref).write());
    Set<Digest> written = new HashSet<>();
    blob(tar, ref.manifest(), written);
    blob(tar, ref.config(), written);
    for (Descriptor layer : manifest.layers()) {
      blob(tar, layer.digest(), written);
    }
    tar.end();
  }

  private Index index(Ref ref) throws IOException {
    Reference name = Reference.parse(ref.name());
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("io.containerd.image.name", ref.name());
    if (!name.tag().isEmpty()) {
      annotations.put("org.opencontainers.image.ref.name", name.tag());
    }
    long size = Files.size(store.blobs().path(ref.manifest()));
    return new Index(
        List.of(new Descriptor(ref.mediaType(), ref.manifest(), size, null, annotations)));
  }

  private void blob(TarWriter tar, Digest digest, Set<Digest> written) throws IOException {
    if (written.add(digest)) {
      try (InputStream in = Files.newInputStream(store.blobs().path(digest))) {
        tar.file("blobs/sha256/" + digest.hex(), in, Files.size(store.blobs().path(digest)));
      }
    }
  }

  /** What {@code docker save} writes: layers are not compressed, and named by their digests. */
  public void docker(Ref ref, OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out);
    Manifest manifest = store.manifest(ref);
    ImageConfig config = store.config(ref);
    String configName = ref.config().hex() + ".json";
    tar.file(configName, Files.readAllBytes(store.blobs().path(ref.config())));
    JsonWriter json = new JsonWriter().beginArray().beginObject().member("Config", configName);
    json.key("RepoTags").beginArray();
    Reference name = Reference.parse(ref.name());
    if (!name.tag().isEmpty()) {
      json.value(name.tagged().familiar());
    }
    json.endArray().key("Layers").beginArray();
    Set<Digest> written = new HashSet<>();
    for (int i = 0; i < config.diffIds().size(); i++) {
      Digest diffId = config.diffIds().get(i);
      json.value(diffId.hex() + ".tar");
      if (written.add(diffId)) {
        layer(tar, manifest.layers().get(i).digest(), diffId);
      }
    }
    json.endArray().endObject().endArray();
    tar.file(DockerSource.MANIFEST, json.toString().getBytes(StandardCharsets.UTF_8));
    tar.end();
  }

  /** An archive wants to know a file's size beforehand: it is decompressed twice. */
  private void layer(TarWriter tar, Digest blob, Digest diffId) throws IOException {
    long size;
    try (InputStream in = decompressed(blob)) {
      size = in.transferTo(OutputStream.nullOutputStream());
    }
    try (InputStream in = decompressed(blob)) {
      tar.file(diffId.hex() + ".tar", in, size);
    }
  }

  private InputStream decompressed(Digest blob) throws IOException {
    BufferedInputStream in = Decompression.buffered(Files.newInputStream(store.blobs().path(blob)));
    return Decompression.open(in);
  }
}
