package dev.limpet.formats.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** The members of an object while it is read. */
public final class JsonMembers {
  private final Map<String, JsonObject.Member> members = new LinkedHashMap<>();

  /**
   * Says that a key is read.
   *
   * @throws JsonException where it is the second of its name
   */
  public void refuseSecond(String key, Place keyPlace) {
    JsonObject.Member first = members.get(key);
    if (first != null) {
      throw new JsonException(
          keyPlace,
          keyPlace.path()
              + " is there twice, first in line "
              + first.keyPlace().line()
              + ", column "
              + first.keyPlace().column());
    }
  }

  public void put(String key, Place keyPlace, JsonValue value) {
    members.put(key, new JsonObject.Member(keyPlace, value));
  }

  public JsonObject object(Place place) {
    return new JsonObject(place, members);
  }
}
