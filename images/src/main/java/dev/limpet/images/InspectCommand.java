package dev.limpet.images;

import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.Json;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.util.List;

/** {@code limpet inspect}: an image's name, manifest and configuration as one line of JSON. */
final class InspectCommand {
  private InspectCommand() {}

  static void run(List<String> words) throws IOException {
    String name = Words.parse(words, List.of()).rest(1, 1, "inspect NAME").getFirst();
    Store store = Here.store();
    Ref ref = store.find(name);
    JsonWriter out = new JsonWriter().beginObject().member("name", ref.name());
    out.member("id", ref.config().toString()).member("digest", ref.manifest().toString());
    out.member("mediaType", ref.mediaType()).member("platform", ref.platform().toString());
    boolean unpacked = store.trees().has(ref.config());
    out.key("tree");
    if (unpacked) {
      out.value(store.trees().path(ref.config()).toString());
    } else {
      out.nullValue();
    }
    document(store, out.key("manifest"), ref.manifest(), ref.name());
    document(store, out.key("config"), ref.config(), ref.name());
    System.out.println(out.endObject());
  }

  private static void document(Store store, JsonWriter out, Digest digest, String name)
      throws IOException {
    byte[] bytes = store.blobs().read(digest, Json.MAX_SIZE, name);
    out.value(JsonReader.read(Json.text(bytes)));
  }
}
