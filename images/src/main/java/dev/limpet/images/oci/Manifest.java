package dev.limpet.images.oci;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A configuration and layers: OCI image specification, manifest.md. */
public record Manifest(Descriptor config, List<Descriptor> layers) {
  /** More layers than overlay file systems and other engines have. */
  private static final int MAX_LAYERS = 1000;

  /** What {@code bytes} say; {@code what} names them in messages. */
  public static Manifest read(byte[] bytes, String what) {
    return Json.read(bytes, what, fields -> read(fields, what));
  }

  private static Manifest read(JsonFields fields, String what) {
    if (fields.integer("schemaVersion") != 2) {
      throw new ImageException(what + ": only manifests of schemaVersion 2 are images");
    }
    Descriptor config = Descriptor.read(JsonFields.of(fields.required("config")));
    if (!MediaTypes.isConfig(config.mediaType())) {
      throw new ImageException(what + " is no image: its config is " + config.mediaType());
    }
    List<Descriptor> layers = new ArrayList<>();
    for (JsonFields layer : fields.objects("layers")) {
      Descriptor read = Descriptor.read(layer);
      if (!MediaTypes.isLayer(read.mediaType())) {
        throw new ImageException(what + " is no image: a layer is " + read.mediaType());
      }
      layers.add(read);
    }
    if (layers.size() > MAX_LAYERS) {
      throw new ImageException(
          what + " has " + layers.size() + " layers, and " + MAX_LAYERS + " is the most");
    }
    return new Manifest(config, layers);
  }

  /** A manifest of the OCI. */
  public byte[] write() {
    JsonWriter out = new JsonWriter().beginObject().member("schemaVersion", 2);
    out.member("mediaType", MediaTypes.OCI_MANIFEST).key("config");
    config.write(out);
    out.key("layers").beginArray();
    for (Descriptor layer : layers) {
      layer.write(out);
    }
    return out.endArray().endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
