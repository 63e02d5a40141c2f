package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import java.util.Map;

/**
 * The state of a container, as hooks get it and {@code state} tells it.
 *
 * @param ociVersion the version of the specification that it follows
 * @param id the container's name
 * @param status {@code creating}, {@code created}, {@code running}, {@code stopped}, or a further
 *     one of the runtime's
 * @param pid its process; 0 where there is none
 * @param bundle the directory of its config.json, absolute
 * @param annotations those of its config.json
 */
public record State(
    String ociVersion,
    String id,
    String status,
    int pid,
    String bundle,
    Map<String, String> annotations) {

  /** As a text in one line. */
  public String toJson() {
    JsonWriter out = new JsonWriter().beginObject();
    writeMembers(out);
    return out.endObject().toString();
  }

  /** Writes the members, for an object that may have further ones. */
  public void writeMembers(JsonWriter out) {
    out.member("ociVersion", ociVersion).member("id", id);
    out.member("pid", pid).member("status", status).member("bundle", bundle);
    out.key("annotations").beginObject();
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      out.member(annotation.getKey(), annotation.getValue());
    }
    out.endObject();
  }

  /**
   * Reads {@link #toJson}, of this or another runtime.
   *
   * @throws JsonException where it is none
   */
  public static State read(String text) {
    JsonFields state = JsonFields.of(JsonReader.read(text));
    return new State(
        state.string("ociVersion"),
        state.string("id"),
        state.string("status"),
        (int) state.integer("pid", 0, Integer.MAX_VALUE, 0),
        state.string("bundle"),
        state.texts("annotations"));
  }
}
