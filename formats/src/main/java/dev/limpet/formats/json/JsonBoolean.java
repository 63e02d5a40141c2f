package dev.limpet.formats.json;

/** True or false. */
public record JsonBoolean(Place place, boolean value) implements JsonValue {
  @Override
  public String kind() {
    return value ? "true" : "false";
  }
}
