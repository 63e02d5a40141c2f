package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of kinds that config.json has in many places. */
final class SpecValues {
  static final long MAX_UINT32 = 0xffffffffL;

  /** The last id: the one above stands for none in system calls. */
  private static final long MAX_ID = MAX_UINT32 - 1;

  private SpecValues() {}

  /** The string of {@code key}; null where it is absent or empty, which writers have for that. */
  static @Nullable String text(JsonFields fields, String key) {
    String text = fields.optionalString(key);
    return text == null || text.isEmpty() ? null : text;
  }

  /** The value of {@code key}; null where it is absent or an empty string. */
  static @Nullable JsonValue said(JsonFields fields, String key) {
    JsonValue value = fields.optional(key);
    return value == null || value.asString().isEmpty() ? null : value;
  }

  /** The absolute path that {@code value} is. */
  static String absolute(JsonValue value) {
    String path = value.asString();
    if (!path.startsWith("/")) {
      throw JsonFields.wrong(
          value, "is " + JsonWriter.quoted(path) + ", and an absolute path is wanted");
    }
    return path;
  }

  /** The absolute paths of {@code key}; none where it is absent. */
  static List<String> paths(JsonFields fields, String key) {
    List<String> paths = new ArrayList<>();
    for (JsonValue value : fields.array(key)) {
      paths.add(absolute(value));
    }
    return paths;
  }

  /** The string that {@code value} is, which must be one of {@code known}. */
  static String oneOf(List<String> known, String what, JsonValue value) {
    String word = value.asString();
    if (!known.contains(word)) {
      throw unknown(known, what, value);
    }
    return word;
  }

  /** The failure of a string that is none of {@code known}. */
  static JsonException unknown(List<String> known, String what, JsonValue value) {
    String nearest = Nearest.of(value.asString(), known);
    return JsonFields.wrong(
        value,
        "is "
            + JsonWriter.quoted(value.asString())
            + ", which is no "
            + what
            + (nearest == null ? "" : "; did you mean " + nearest + "?"));
  }

  /** A whole number between bounds; null where it is absent. */
  static @Nullable Long number(JsonFields fields, String key, long least, long most) {
    return fields.optional(key) == null ? null : fields.integer(key, least, most, 0);
  }

  /** A user or group id, as the bits of an int; {@code otherwise} where it is absent. */
  static int id(JsonFields fields, String key, int otherwise) {
    return (int) fields.integer(key, 0, MAX_ID, otherwise & MAX_UINT32);
  }

  /** The same, but null where it is absent. */
  static @Nullable Integer optionalId(JsonFields fields, String key) {
    return fields.optional(key) == null ? null : id(fields, key, 0);
  }

  /** Maps of ids. */
  static List<IdMapping> mappings(JsonFields fields, String key) {
    List<IdMapping> mappings = new ArrayList<>();
    for (JsonFields mapping : fields.objects(key)) {
      mappings.add(
          new IdMapping(
              (int) needed(mapping, "containerID", 0),
              (int) needed(mapping, "hostID", 0),
              (int) needed(mapping, "size", 1)));
    }
    return mappings;
  }

  private static long needed(JsonFields fields, String key, long least) {
    fields.required(key);
    return fields.integer(key, least, MAX_UINT32, 0);
  }
}
