package dev.limpet.images.oci;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How an image is run: OCI image specification, config.md. What is absent is empty.
 *
 * @param diffIds the digests of the layers' archives, not compressed, the lowest first
 * @param volumes directories
 */
public record ImageConfig(
    Platform platform,
    List<Digest> diffIds,
    List<String> entrypoint,
    List<String> cmd,
    List<String> env,
    String workingDir,
    String user,
    String stopSignal,
    List<String> volumes,
    Map<String, String> labels) {

  public static ImageConfig read(byte[] bytes, String what) {
    return Json.read(bytes, what, fields -> read(fields, what));
  }

  private static ImageConfig read(JsonFields fields, String what) {
    JsonFields rootfs = JsonFields.of(fields.required("rootfs"));
    List<Digest> diffIds = new ArrayList<>();
    for (String id : rootfs.strings("diff_ids")) {
      diffIds.add(Digest.parse(id, what + ": a diff_id"));
    }
    JsonFields run = fields.optionalObject("config");
    Platform platform = Platform.read(fields);
    if (run == null) {
      return plain(platform, diffIds);
    }
    JsonValue volumes = run.optional("Volumes");
    return new ImageConfig(
        platform,
        diffIds,
        run.strings("Entrypoint"),
        run.strings("Cmd"),
        run.strings("Env"),
        text(run, "WorkingDir"),
        text(run, "User"),
        text(run, "StopSignal"),
        volumes == null ? List.of() : List.copyOf(volumes.asObject().members().keySet()),
        run.texts("Labels"));
  }

  /** That of a root without any instruction. */
  public static ImageConfig plain(Platform platform, List<Digest> diffIds) {
    return new ImageConfig(
        platform, diffIds, List.of(), List.of(), List.of(), "", "", "", List.of(), Map.of());
  }

  private static String text(JsonFields fields, String key) {
    String text = fields.optionalString(key);
    return text == null ? "" : text;
  }

  /** The document of a plain root, see {@link #plain}. */
  public byte[] write() {
    JsonWriter out = new JsonWriter().beginObject();
    out.member("architecture", platform.architecture()).member("os", platform.os());
    out.key("config").beginObject().endObject();
    out.key("rootfs").beginObject().member("type", "layers").key("diff_ids").beginArray();
    for (Digest id : diffIds) {
      out.value(id.toString());
    }
    return out.endArray().endObject().endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
