package dev.limpet.images.store;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.Json;
import dev.limpet.images.oci.Platform;
import java.nio.charset.StandardCharsets;

/**
 * An image that has a name.
 *
 * @param name whole, as {@code Reference.toString} has it
 * @param mediaType of the manifest
 */
public record Ref(
    String name, Digest manifest, String mediaType, Platform platform, Digest config) {

  static Ref read(byte[] bytes, String what) {
    return Json.read(bytes, what, Ref::read);
  }

  private static Ref read(JsonFields fields) {
    return new Ref(
        fields.string("name"),
        Digest.parse(fields.string("manifest"), "$.manifest"),
        fields.string("mediaType"),
        Platform.parse(fields.string("platform")),
        Digest.parse(fields.string("config"), "$.config"));
  }

  byte[] write() {
    return new JsonWriter()
        .beginObject()
        .member("name", name)
        .member("manifest", manifest.toString())
        .member("mediaType", mediaType)
        .member("platform", platform.toString())
        .member("config", config.toString())
        .endObject()
        .toString()
        .concat("\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
