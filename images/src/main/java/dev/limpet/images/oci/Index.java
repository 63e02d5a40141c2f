package dev.limpet.images.oci;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Manifests, one for each platform: OCI image specification, image-index.md. */
public record Index(List<Descriptor> manifests) {
  public static Index read(byte[] bytes, String what) {
    return Json.read(bytes, what, fields -> read(fields, what));
  }

  private static Index read(JsonFields fields, String what) {
    if (fields.integer("schemaVersion") != 2) {
      throw new ImageException(what + ": only an index of schemaVersion 2 is one of images");
    }
    List<Descriptor> manifests = new ArrayList<>();
    for (JsonFields manifest : fields.objects("manifests")) {
      manifests.add(Descriptor.read(manifest));
    }
    return new Index(manifests);
  }

  /** The manifest for {@code wanted}; the first one where several would do. */
  public Descriptor choose(Platform wanted, String what) {
    StringJoiner others = new StringJoiner(", ");
    for (Descriptor manifest : manifests) {
      Platform platform = manifest.platform();
      if (platform != null && platform.serves(wanted)) {
        return manifest;
      }
      others.add(platform == null ? "one that is not named" : platform.toString());
    }
    throw new ImageException(
        what
            + " is not there for "
            + wanted
            + (manifests.isEmpty() ? "" : "; it is for " + others));
  }

  /** An index of the OCI. */
  public byte[] write() {
    JsonWriter out = new JsonWriter().beginObject().member("schemaVersion", 2);
    out.member("mediaType", MediaTypes.OCI_INDEX).key("manifests").beginArray();
    for (Descriptor manifest : manifests) {
      manifest.write(out);
    }
    return out.endArray().endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
