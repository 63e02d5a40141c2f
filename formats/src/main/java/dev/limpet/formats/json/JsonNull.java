package dev.limpet.formats.json;

/** Null. */
public record JsonNull(Place place) implements JsonValue {
  @Override
  public String kind() {
    return "null";
  }
}
