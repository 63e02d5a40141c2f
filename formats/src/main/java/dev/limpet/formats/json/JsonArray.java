package dev.limpet.formats.json;

import java.util.List;

/** An array. */
public record JsonArray(Place place, List<JsonValue> elements) implements JsonValue {
  public JsonArray {
    elements = List.copyOf(elements);
  }

  @Override
  public String kind() {
    return "an array";
  }
}
