package dev.limpet.images.oci;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one document says of another: OCI image specification, descriptor.md.
 *
 * @param mediaType what it is; empty where nothing says
 * @param size in bytes
 * @param platform that an image is for, where it is said
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    @Nullable Platform platform,
    Map<String, String> annotations) {

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, null, Map.of());
  }

  static Descriptor read(JsonFields fields) {
    String digest = fields.string("digest");
    JsonFields platform = fields.optionalObject("platform");
    return new Descriptor(
        fields.string("mediaType"),
        Digest.parse(digest, fields.place().path() + ".digest"),
        fields.integer("size", 0, Long.MAX_VALUE, 0),
        platform == null ? null : Platform.read(platform),
        fields.texts("annotations"));
  }

  void write(JsonWriter out) {
    out.beginObject().member("mediaType", mediaType).member("digest", digest.toString());
    out.member("size", size);
    if (!annotations.isEmpty()) {
      out.key("annotations").beginObject();
      annotations.forEach(out::member);
      out.endObject();
    }
    out.endObject();
  }
}
