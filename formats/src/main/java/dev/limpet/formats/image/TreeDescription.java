package dev.limpet.formats.image;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of an unpacked image beside its tree: how to run it, and whose its files are. Every
 * member is always there; what the image does not say is empty.
 *
 * @param volumes directories
 * @param exact whether files have the owners that the image says; otherwise all are one user's
 */
public record TreeDescription(
    String architecture,
    String os,
    List<String> entrypoint,
    List<String> cmd,
    List<String> env,
    String workingDir,
    String user,
    String stopSignal,
    List<String> volumes,
    Map<String, String> labels,
    boolean exact) {
  private static final String EXACT = "exact";

  public TreeDescription {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = List.copyOf(env);
    volumes = List.copyOf(volumes);
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws dev.limpet.formats.json.JsonException saying what is wrong, and where
   */
  public static TreeDescription read(String text) {
    JsonFields fields = JsonFields.of(JsonReader.read(text));
    return new TreeDescription(
        fields.string("architecture"),
        fields.string("os"),
        fields.strings("entrypoint"),
        fields.strings("cmd"),
        fields.strings("env"),
        fields.string("workingDir"),
        fields.string("user"),
        fields.string("stopSignal"),
        fields.strings("volumes"),
        fields.texts("labels"),
        fields.string("ownership").equals(EXACT));
  }

  /** One line of JSON, with its end. */
  public String write() {
    JsonWriter out = new JsonWriter().beginObject();
    out.member("architecture", architecture).member("os", os);
    strings(out, "entrypoint", entrypoint);
    strings(out, "cmd", cmd);
    strings(out, "env", env);
    out.member("workingDir", workingDir);
    out.member("user", user);
    out.member("stopSignal", stopSignal);
    strings(out, "volumes", volumes);
    out.key("labels").beginObject();
    for (Map.Entry<String, String> label : new LinkedHashMap<>(labels).entrySet()) {
      out.member(label.getKey(), label.getValue());
    }
    out.endObject().member("ownership", exact ? EXACT : "own");
    return out.endObject().toString() + "\n";
  }

  private static void strings(JsonWriter out, String key, List<String> strings) {
    out.key(key).beginArray();
    for (String string : strings) {
      out.value(string);
    }
    out.endArray();
  }
}
