package dev.limpet.images.store;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.images.oci.ImageConfig;
import dev.limpet.images.tree.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is said of a tree beside it: how to run it, and whose its files are. Every member is always
 * there; what the image does not say is empty.
 */
final class TreeDescription {
  private TreeDescription() {}

  static byte[] write(ImageConfig config, Ownership ownership) {
    JsonWriter out = new JsonWriter().beginObject();
    out.member("architecture", config.platform().architecture());
    out.member("os", config.platform().os());
    strings(out, "entrypoint", config.entrypoint());
    strings(out, "cmd", config.cmd());
    strings(out, "env", config.env());
    out.member("workingDir", config.workingDir());
    out.member("user", config.user());
    out.member("stopSignal", config.stopSignal());
    strings(out, "volumes", config.volumes());
    out.key("labels").beginObject();
    config.labels().forEach(out::member);
    out.endObject().member("ownership", ownership.word());
    return out.endObject().toString().concat("\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void strings(JsonWriter out, String key, List<String> strings) {
    out.key(key).beginArray();
    strings.forEach(out::value);
    out.endArray();
  }
}
