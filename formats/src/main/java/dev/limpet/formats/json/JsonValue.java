package dev.limpet.formats.json;

import java.util.List;

/** A value, and where it was written. */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
  /** Where it begins. */
  Place place();

  /** What it is, for messages: {@code a string}. */
  String kind();

  /**
   * The string that it is.
   *
   * @throws JsonException if it is none, as do the others
   */
  default String asString() {
    if (this instanceof JsonString string) {
      return string.value();
    }
    throw notA("a string");
  }

  /** The whole number that it is. */
  default long asLong() {
    if (this instanceof JsonNumber number) {
      return number.toLong();
    }
    throw notA("a number");
  }

  /** The whole number below 2^64 that it is, as the bits of a long. */
  default long asUnsignedLong() {
    if (this instanceof JsonNumber number) {
      return number.toUnsignedLong();
    }
    throw notA("a number");
  }

  default boolean asBoolean() {
    if (this instanceof JsonBoolean bool) {
      return bool.value();
    }
    throw notA("true or false");
  }

  /** The elements of the array that it is. */
  default List<JsonValue> asArray() {
    if (this instanceof JsonArray array) {
      return array.elements();
    }
    throw notA("an array");
  }

  default JsonObject asObject() {
    if (this instanceof JsonObject object) {
      return object;
    }
    throw notA("an object");
  }

  /** The failure of a value that is of another kind. */
  default JsonException notA(String wanted) {
    return new JsonException(
        place(), place().path() + " is " + kind() + ", and " + wanted + " is wanted");
  }
}
