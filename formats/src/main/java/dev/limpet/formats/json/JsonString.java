package dev.limpet.formats.json;

/** A string. */
public record JsonString(Place place, String value) implements JsonValue {
  @Override
  public String kind() {
    return "a string";
  }
}
