package dev.limpet.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations of bundles, profiles and state files come from anybody. */
class JsonFuzzTest {
  private static final Place HERE = Place.root(1, 1);

  @FuzzTest(maxDuration = "30s")
  void anyTextIsReadOrRefusedByItsPlace(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    JsonValue value;
    try {
      value = JsonReader.read(text);
    } catch (JsonException e) {
      long lines = text.lines().count();
      assertTrue(e.line() >= 1 && e.line() <= lines + 1, e::getMessage);
      assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, e::getMessage);
      assertTrue(e.problem().chars().allMatch(c -> c >= ' '), e::getMessage);
      return;
    }
    String written = JsonWriter.write(value);
    assertSame(value, JsonReader.read(written));
    assertEquals(written, JsonWriter.write(JsonReader.read(written)));
  }

  @FuzzTest(maxDuration = "30s")
  void writtenTreeIsReadBack(FuzzedDataProvider data) {
    JsonValue tree = tree(data, 5);
    assertSame(tree, JsonReader.read(JsonWriter.write(tree)));
  }

  private static JsonValue tree(FuzzedDataProvider data, int depth) {
    return switch (data.consumeInt(0, depth == 0 ? 3 : 5)) {
      case 0 -> new JsonNull(HERE);
      case 1 -> new JsonBoolean(HERE, data.consumeBoolean());
      case 2 -> new JsonNumber(HERE, String.valueOf(data.consumeLong()));
      case 3 -> new JsonString(HERE, string(data));
      case 4 -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int left = data.consumeInt(0, 4); left > 0; left--) {
          elements.add(tree(data, depth - 1));
        }
        yield new JsonArray(HERE, elements);
      }
      default -> {
        Map<String, JsonObject.Member> members = new LinkedHashMap<>();
        for (int left = data.consumeInt(0, 4); left > 0; left--) {
          members.put(string(data), new JsonObject.Member(HERE, tree(data, depth - 1)));
        }
        yield new JsonObject(HERE, members);
      }
    };
  }

  /** Any characters but NUL, with bytes that are not UTF-8 among them. */
  private static String string(FuzzedDataProvider data) {
    StringBuilder out = new StringBuilder();
    for (int left = data.consumeInt(0, 8); left > 0; left--) {
      int c = data.consumeInt(1, 0x10ffff);
      boolean lone = c >= 0xd800 && c <= 0xdfff;
      out.appendCodePoint(lone ? 0xdc80 + (c & 0x7f) : c);
    }
    return out.toString();
  }

  /** Structure and contents, without places. */
  private static void assertSame(JsonValue wanted, JsonValue got) {
    switch (wanted) {
      case JsonNull _ -> assertTrue(got instanceof JsonNull);
      case JsonBoolean bool -> assertEquals(bool.value(), got.asBoolean());
      case JsonNumber number -> assertEquals(number.text(), ((JsonNumber) got).text());
      case JsonString string -> assertEquals(string.value(), got.asString());
      case JsonArray array -> {
        assertEquals(array.elements().size(), got.asArray().size());
        for (int i = 0; i < array.elements().size(); i++) {
          assertSame(array.elements().get(i), got.asArray().get(i));
        }
      }
      case JsonObject object -> {
        Map<String, JsonObject.Member> others = got.asObject().members();
        assertEquals(List.copyOf(object.members().keySet()), List.copyOf(others.keySet()));
        Iterator<JsonObject.Member> other = others.values().iterator();
        for (JsonObject.Member member : object.members().values()) {
          assertSame(member.value(), other.next().value());
        }
      }
    }
  }
}
