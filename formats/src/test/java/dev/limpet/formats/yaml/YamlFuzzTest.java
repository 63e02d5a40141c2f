package dev.limpet.formats.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.formats.json.JsonArray;
import dev.limpet.formats.json.JsonBoolean;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonNull;
import dev.limpet.formats.json.JsonNumber;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonString;
import dev.limpet.formats.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What we read as YAML means the same to a full reader of it, snakeyaml-engine. */
class YamlFuzzTest {
  /** Words of the language; a byte below their number is one of them, others are themselves. */
  private static final List<String> WORDS =
      List.of(
          "\n", "\n  ", "\n    ", "- ", ": ", "a", "b: ", "c:\n", "[", "]", "{", "}", ", ", "\"",
          "'", "''", "#", " # c\n", "|\n", ">\n", ">-\n", "|+\n", "1", "-", "0x1", "true", "~",
          "null", "\\n", ".", "? ", "&a ");

  private static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || (bytes[i] >= 0 && bytes[i] < WORDS.size() && bytes[i] != '\n')) {
        text.append(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        text.append(i == bytes.length ? "" : WORDS.get(bytes[i]));
        start = i + 1;
      }
    }
    return text.toString();
  }

  @FuzzTest(maxDuration = "60s")
  void whatIsReadIsReadTheSameElsewhere(byte[] bytes) {
    compare(text(bytes));
  }

  @Test
  void structuresOfAllKindsAreReadTheSameElsewhere() {
    compare("a:\n  b:\n  - x   # c\n  - y\n\n  c:\n    - d: 1\n      e: 2\n    -\n      - 3\nf:\n");
    compare("a: [1, b c, # so\n  {d: e},\n]\nf: { }\n");
    compare("a: |\n  x\n    y\n\n  z\n\nb: >\n  x\n  y\n\n  z\n    w\n  v\n\n\nc: |+\n  x\n\n");
    compare("- 'a''b'\n- \"\\u00e9\\t\"\n- 1.5e3\n- -0\n- ~\n- ''\n");
  }

  private static void compare(String text) {
    JsonValue ours;
    try {
      ours = YamlReader.read(text);
    } catch (JsonException e) {
      long lines = text.lines().count();
      assertTrue(e.line() >= 1 && e.line() <= lines + 1, e::getMessage);
      assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, e::getMessage);
      return;
    }
    if (!isJson(text)) {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      assertSame(ours, new Load(settings).loadFromString(text));
    }
  }

  /** The full reader takes not all of JSON: no tabs between words, for one. */
  private static boolean isJson(String text) {
    try {
      JsonReader.read(text);
      return true;
    } catch (JsonException _) {
      return false;
    }
  }

  private static void assertSame(JsonValue ours, @Nullable Object theirs) {
    switch (ours) {
      case JsonNull _ -> assertNull(theirs);
      case JsonBoolean bool -> assertEquals(bool.value(), theirs);
      case JsonString string -> assertEquals(string.value(), theirs);
      case JsonNumber number ->
          assertEquals(
              new BigDecimal(number.text()).doubleValue(),
              assertInstanceOf(Number.class, theirs).doubleValue());
      case JsonArray array -> {
        List<?> list = assertInstanceOf(List.class, theirs);
        assertEquals(array.elements().size(), list.size());
        for (int i = 0; i < list.size(); i++) {
          assertSame(array.elements().get(i), list.get(i));
        }
      }
      case JsonObject object -> {
        Map<?, ?> map = assertInstanceOf(Map.class, theirs);
        assertEquals(List.copyOf(object.members().keySet()), List.copyOf(map.keySet()));
        Iterator<?> values = map.values().iterator();
        for (JsonObject.Member member : object.members().values()) {
          assertSame(member.value(), values.next());
        }
      }
    }
  }
}
