package dev.limpet.formats.json;

import dev.limpet.formats.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the members of an object by a schema: every method says which key may be there and of
 * what kind its value is, and {@link #refuseOthers} that no other may.
 *
 * <p>A member that may be absent may be null, too: writers of JSON have both for the same.
 */
public final class JsonFields {
  private final JsonObject object;
  private final List<String> known = new ArrayList<>();

  public JsonFields(JsonObject object) {
    this.object = object;
  }

  /**
   * The members of {@code value}.
   *
   * @throws JsonException if it is no object
   */
  public static JsonFields of(JsonValue value) {
    return new JsonFields(value.asObject());
  }

  /** Where the object begins. */
  public Place place() {
    return object.place();
  }

  /** The value of {@code key}; null where it is absent or null. */
  public @Nullable JsonValue optional(String key) {
    known.add(key);
    JsonValue value = object.get(key);
    return value instanceof JsonNull ? null : value;
  }

  /**
   * The value of {@code key}.
   *
   * @throws JsonException if there is none, as do all that want one
   */
  public JsonValue required(String key) {
    known.add(key);
    JsonValue value = object.get(key);
    if (value == null) {
      throw new JsonException(place(), place().path() + " has no " + key);
    }
    return value;
  }

  public String string(String key) {
    return required(key).asString();
  }

  public @Nullable String optionalString(String key) {
    JsonValue value = optional(key);
    return value == null ? null : value.asString();
  }

  /** A whole number. */
  public long integer(String key) {
    return required(key).asLong();
  }

  /** A whole number. */
  public @Nullable Long optionalInteger(String key) {
    JsonValue value = optional(key);
    return value == null ? null : value.asLong();
  }

  /**
   * A whole number between bounds.
   *
   * @param otherwise its value where it is absent, in or out of the bounds
   */
  public long integer(String key, long least, long most, long otherwise) {
    JsonValue value = optional(key);
    return value == null ? otherwise : between(value, least, most);
  }

  /** An array of whole numbers between bounds; none where it is absent. */
  public List<Integer> integers(String key, int least, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonValue element : array(key)) {
      numbers.add((int) between(element, least, most));
    }
    return numbers;
  }

  private static long between(JsonValue value, long least, long most) {
    long number = value.asLong();
    if (number < least || number > most) {
      throw wrong(value, "is " + number + ", and from " + least + " to " + most + " is wanted");
    }
    return number;
  }

  /** A whole number below 2^64, as the bits of a long; {@code otherwise} where it is absent. */
  public long unsigned(String key, long otherwise) {
    JsonValue value = optional(key);
    return value == null ? otherwise : value.asUnsignedLong();
  }

  /** True or false; {@code otherwise} where it is absent. */
  public boolean flag(String key, boolean otherwise) {
    JsonValue value = optional(key);
    return value == null ? otherwise : value.asBoolean();
  }

  /** The elements of an array; none where it is absent. */
  public List<JsonValue> array(String key) {
    JsonValue value = optional(key);
    return value == null ? List.of() : value.asArray();
  }

  /** An array of strings; none where it is absent. */
  public List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    for (JsonValue element : array(key)) {
      strings.add(element.asString());
    }
    return strings;
  }

  /** An array of objects; none where it is absent. */
  public List<JsonFields> objects(String key) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonValue element : array(key)) {
      objects.add(of(element));
    }
    return objects;
  }

  public JsonFields object(String key) {
    return of(required(key));
  }

  public @Nullable JsonFields optionalObject(String key) {
    JsonValue value = optional(key);
    return value == null ? null : of(value);
  }

  /** An object whose members are strings, such as OCI's annotations; empty where it is absent. */
  public Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonValue value = optional(key);
    if (value != null) {
      for (Map.Entry<String, JsonObject.Member> member : value.asObject().members().entrySet()) {
        texts.put(member.getKey(), member.getValue().value().asString());
      }
    }
    return texts;
  }

  /**
   * Ends the reading.
   *
   * @throws JsonException at the first key that was not asked for, with the nearest that was
   */
  public void refuseOthers() {
    for (Map.Entry<String, JsonObject.Member> member : object.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        throw unknown(member.getKey(), member.getValue().keyPlace(), known);
      }
    }
  }

  /** The failure of a key that is none of {@code known}. */
  public static JsonException unknown(String key, Place keyPlace, List<String> known) {
    String nearest = Nearest.of(key, known);
    return new JsonException(
        keyPlace,
        "no key "
            + JsonWriter.quoted(key)
            + " is known here"
            + (nearest == null ? "" : "; did you mean " + JsonWriter.quoted(nearest) + "?"));
  }

  /** The failure of {@code value}: its path, and then {@code problem}. */
  public static JsonException wrong(JsonValue value, String problem) {
    return new JsonException(value.place(), value.place().path() + " " + problem);
  }
}
