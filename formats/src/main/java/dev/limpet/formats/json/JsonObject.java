package dev.limpet.formats.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object.
 *
 * @param members by key, in the order in which they were written
 */
public record JsonObject(Place place, Map<String, Member> members) implements JsonValue {
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * A member.
   *
   * @param keyPlace where the key was written
   */
  public record Member(Place keyPlace, JsonValue value) {}

  /** The member's value; null where there is none of that key. */
  public @Nullable JsonValue get(String key) {
    Member member = members.get(key);
    return member == null ? null : member.value();
  }

  @Override
  public String kind() {
    return "an object";
  }
}
