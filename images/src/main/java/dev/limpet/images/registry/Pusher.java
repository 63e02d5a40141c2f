package dev.limpet.images.registry;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.images.oci.Manifest;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Brings an image to a registry, byte for byte; what is there is not sent. */
final class Pusher {
  /** For a whole blob: its sending counts. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private final Registry registry;
  private final Store store;
  private final Reference name;
  private final String scope;

  Pusher(Registry registry, Store store, Reference name) {
    this.registry = registry;
    this.store = store;
    this.name = name;
    this.scope = "repository:" + name.path() + ":pull,push";
  }

  void push(Ref ref) throws IOException, InterruptedException {
    Manifest manifest = store.manifest(ref);
    Set<Descriptor> blobs = new LinkedHashSet<>();
    blobs.add(manifest.config());
    blobs.addAll(manifest.layers());
    long total = blobs.stream().mapToLong(Descriptor::size).sum();
    Progress progress = new Progress("pushed", total);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Descriptor blob : blobs) {
      tasks.add(
          () -> {
            push(blob, progress);
            return null;
          });
    }
    try {
      Parallel.run(tasks);
    } finally {
      progress.end();
    }
    String which = name.tag().isEmpty() ? ref.manifest().toString() : name.tag();
    HttpRequest put =
        registry
            .request("/v2/" + name.path() + "/manifests/" + which)
            .header("Content-Type", ref.mediaType())
            .PUT(BodyPublishers.ofFile(store.blobs().path(ref.manifest())))
            .build();
    expect(201, "the manifest " + which + " of " + name.path(), registry.send(put, scope));
  }

  private void push(Descriptor blob, Progress progress) throws IOException, InterruptedException {
    String blobs = "/v2/" + name.path() + "/blobs/";
    HttpRequest head =
        registry.request(blobs + blob.digest()).method("HEAD", BodyPublishers.noBody()).build();
    HttpResponse<InputStream> there = registry.send(head, scope);
    there.body().close();
    if (there.statusCode() != 200) {
      HttpRequest begin =
          registry.request(blobs + "uploads/").POST(BodyPublishers.noBody()).build();
      HttpResponse<InputStream> begun = registry.send(begin, scope);
      expect(202, "an upload to " + name.path(), begun);
      String location = begun.headers().firstValue("location").orElse("");
      URI upload = registry.resolve(begun.uri(), location);
      String separator = upload.getRawQuery() == null ? "?" : "&";
      Path file = store.blobs().path(blob.digest());
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(upload + separator + "digest=" + blob.digest()))
              .timeout(PATIENCE)
              .header("Content-Type", "application/octet-stream")
              .PUT(BodyPublishers.ofFile(file))
              .build();
      expect(201, "the blob " + blob.digest(), registry.send(put, scope));
    }
    progress.add(blob.size());
    progress.finished(blob, there.statusCode() != 200);
  }

  private void expect(int status, String what, HttpResponse<InputStream> response)
      throws IOException {
    if (response.statusCode() != status) {
      throw registry.failure(what, response);
    }
    response.body().close();
  }
}
