package dev.limpet.images.registry;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Index;
import dev.limpet.images.oci.Json;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.MediaTypes;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.BlobWriter;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Brings an image here. What is here already, or in part, is not asked for again. */
final class Puller {
  private static final String ACCEPT =
      String.join(
          ", ",
          MediaTypes.OCI_INDEX,
          MediaTypes.OCI_MANIFEST,
          MediaTypes.DOCKER_LIST,
          MediaTypes.DOCKER_MANIFEST);

  private static final int TRIES = 4;
  private static final long PAUSE_MILLIS = 500;
  private static final int BUFFER = 128 << 10;

  /** A manifest with its bytes, which its digest is of. */
  private static final class Document {
    final String mediaType;
    final byte[] bytes;

    Document(String mediaType, byte[] bytes) {
      this.mediaType = mediaType;
      this.bytes = bytes;
    }
  }

  private final Registry registry;
  private final Store store;
  private final Reference name;
  private final String scope;

  Puller(Registry registry, Store store, Reference name) {
    this.registry = registry;
    this.store = store;
    this.name = name;
    this.scope = "repository:" + name.path() + ":pull";
  }

  Ref pull(Platform platform) throws IOException, InterruptedException {
    Digest digest = name.digest();
    Document document = document(digest == null ? name.tag() : digest.toString(), digest);
    if (MediaTypes.isIndex(document.mediaType)) {
      Digest chosen =
          Index.read(document.bytes, name.familiar()).choose(platform, name.familiar()).digest();
      document = document(chosen.toString(), chosen);
    }
    if (!MediaTypes.isManifest(document.mediaType)) {
      throw new ImageException(name.familiar() + " is no image: it is " + document.mediaType);
    }
    Manifest manifest = Manifest.read(document.bytes, "the manifest of " + name.familiar());
    if (manifest.config().size() > Json.MAX_SIZE) {
      throw new ImageException("the configuration of " + name.familiar() + " is too large");
    }
    blobs(manifest);
    Platform own = store.config(manifest.config().digest(), name.toString()).platform();
    if (!own.serves(platform)) {
      throw new ImageException(
          name.familiar()
              + " is for "
              + own
              + ": say --platform "
              + own
              + " to have it all the same");
    }
    Digest manifestDigest = store.blobs().add(document.bytes);
    Ref ref =
        new Ref(
            name.toString(), manifestDigest, document.mediaType, own, manifest.config().digest());
    store.refs().put(ref);
    return ref;
  }

  private Document document(String which, @Nullable Digest wanted)
      throws IOException, InterruptedException {
    String path = "/v2/" + name.path() + "/manifests/" + which;
    HttpResponse<InputStream> response =
        registry.send(registry.request(path).header("Accept", ACCEPT).build(), scope);
    if (response.statusCode() != 200) {
      throw registry.failure("the manifest " + which + " of " + name.path(), response);
    }
    byte[] bytes;
    try (InputStream body = response.body()) {
      bytes = body.readNBytes(Json.MAX_SIZE + 1);
    }
    if (wanted != null && !Digest.of(bytes).equals(wanted)) {
      throw new ImageException("what came as " + wanted + " is " + Digest.of(bytes));
    }
    String type = response.headers().firstValue("content-type").orElse("");
    int semicolon = type.indexOf(';');
    return new Document(semicolon < 0 ? type : type.substring(0, semicolon), bytes);
  }

  private void blobs(Manifest manifest) throws IOException, InterruptedException {
    Set<Descriptor> blobs = new LinkedHashSet<>();
    blobs.add(manifest.config());
    blobs.addAll(manifest.layers());
    long total = blobs.stream().mapToLong(Descriptor::size).sum();
    Progress progress = new Progress("pulled", total);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Descriptor blob : blobs) {
      tasks.add(
          () -> {
            pull(blob, progress);
            return null;
          });
    }
    try {
      Parallel.run(tasks);
    } finally {
      progress.end();
    }
  }

  private void pull(Descriptor blob, Progress progress) throws IOException, InterruptedException {
    try (BlobWriter writer = store.blobs().begin(blob)) {
      if (writer == null) {
        progress.add(blob.size());
        progress.finished(blob, false);
        return;
      }
      progress.add(writer.written());
      for (int left = TRIES; writer.written() < blob.size(); ) {
        long before = writer.written();
        try {
          fetch(blob, writer, progress);
          break;
        } catch (IOException e) {
          // A connection that breaks is taken up where it broke; one that brings nothing, not
          // often.
          left = writer.written() > before ? TRIES : left - 1;
          if (left == 0) {
            throw e;
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      writer.commit();
      progress.finished(blob, true);
    }
  }

  private void fetch(Descriptor blob, BlobWriter writer, Progress progress)
      throws IOException, InterruptedException {
    var request = registry.request("/v2/" + name.path() + "/blobs/" + blob.digest());
    if (writer.written() > 0) {
      request.header("Range", "bytes=" + writer.written() + "-");
    }
    HttpResponse<InputStream> response = registry.send(request.build(), scope);
    if (response.statusCode() == 200 && writer.written() > 0) {
      writer.restart();
    } else if (response.statusCode() != 200 && response.statusCode() != 206) {
      throw registry.failure("the blob " + blob.digest() + " of " + name.path(), response);
    }
    try (InputStream body = response.body()) {
      byte[] buffer = new byte[BUFFER];
      int got = body.read(buffer);
      while (got >= 0) {
        writer.write(buffer, 0, got);
        progress.add(got);
        got = body.read(buffer);
      }
    }
  }
}
