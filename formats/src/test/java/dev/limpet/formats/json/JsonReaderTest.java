package dev.limpet.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
  @Test
  void everyKindOfValueIsRead() {
    String text = "{\"a\":[1,-0.5e+3,\"x\",true,false,null,{},[]],\"\":{\"b\":0}}";
    assertEquals(text, JsonWriter.write(JsonReader.read(text)));
    assertEquals("0", JsonWriter.write(JsonReader.read(" \t\r\n0 ")));
  }

  @Test
  void everythingKnowsItsPlace() {
    JsonObject root =
        JsonReader.read("{\"linux\":\n  {\"a b\": [0,\n   {\"x\": \"y\"}]}}").asObject();
    JsonValue linux = new JsonFields(root).required("linux");
    JsonValue list = JsonFields.of(linux).required("a b");
    JsonValue inner = list.asArray().get(1);
    assertPlace(1, 1, "$", root.place());
    assertPlace(2, 3, "$.linux", linux.place());
    for (JsonObject.Member member : root.members().values()) {
      assertPlace(1, 2, "$.linux", member.keyPlace());
    }
    assertPlace(2, 11, "$.linux[\"a b\"]", list.place());
    assertPlace(3, 4, "$.linux[\"a b\"][1]", inner.place());
    assertPlace(3, 10, "$.linux[\"a b\"][1].x", JsonFields.of(inner).required("x").place());
  }

  private static void assertPlace(int line, int column, String path, Place place) {
    assertEquals(line + ":" + column + " " + path, at(place) + " " + place.path());
  }

  private static String at(Place place) {
    return place.line() + ":" + place.column();
  }

  @Test
  void escapesStandForTheirCharacters() {
    assertEquals(
        "\"\\/\b\f\n\r\t\u00e9\ud83d\ude00",
        JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\uDE00\"").asString());
    assertEquals("\u00e9\ud83d\ude00", JsonReader.read("\"\u00e9\ud83d\ude00\"").asString());
  }

  @Test
  void escapedByteIsReadAndOtherHalvesAreRefused() {
    assertEquals("/\udcff\udc80", JsonReader.read("\"/\\udcff\\udc80\"").asString());
    assertRefused("\"\\ud83d\"", "line 1, column 2: half a character stands alone");
    assertRefused("\"\\ud83dx\"", "line 1, column 2: half a character stands alone");
    assertRefused("\"\\ud83d\\u0041\"", "line 1, column 2: half a character stands alone");
    assertRefused("\"a\\udc7f\"", "line 1, column 3: half a character stands alone");
    assertRefused("\"\\udd00\"", "line 1, column 2: half a character stands alone");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedRaw() {
    assertRefused("\"\udcff\"", "line 1, column 2: a string holds a byte that is not UTF-8");
    assertRefused("\udcff", "line 1, column 1: a value is wanted, not a byte that is not UTF-8");
    assertRefused("[1\udc80]", "column 3: a comma or ']' is wanted, not a byte that is not UTF-8");
    assertRefused("\ufeff{}", "line 1, column 1: a value is wanted, not U+FEFF");
  }

  @Test
  void nulIsRefusedHoweverWritten() {
    assertRefused("\"\\u0000\"", "column 2: \\u0000 stands for NUL");
    assertRefused("\"\0\"", "column 2: a string holds U+0000");
    assertRefused("\0", "column 1: a value is wanted, not U+0000");
  }

  @Test
  void secondOfAKeyIsRefusedWithTheFirstsPlace() {
    assertRefused(
        "{\"a\": {\"b\": 1,\n \"\\u0062\": 2}}",
        "line 2, column 2: $.a.b is there twice, first in line 1, column 8");
  }

  @Test
  void depthIsBounded() {
    int most = JsonReader.MAX_DEPTH;
    String deepest = "[".repeat(most) + "]".repeat(most);
    assertEquals(deepest, JsonWriter.write(JsonReader.read(deepest)));
    assertRefused("[" + deepest + "]", "line 1, column 101: objects and arrays lie more than 100");
    assertRefused("{\"a\":".repeat(100_000), "objects and arrays lie more than 100 deep");
  }

  /** After the n_ files of Nicolas Seriot's JSONTestSuite, by kind. */
  @Test
  void whatIsNotJsonIsRefused() {
    for (String text :
        List.of(
            "",
            " ",
            "[1 true]",
            "[a]",
            "[\"\": 1]",
            "[\"\"],",
            "[,1]",
            "[1,,2]",
            "[\"x\"]]",
            "[\"\",]",
            "[\"x\"",
            "[x",
            "[3[4]]",
            "[1:2]",
            "[,]",
            "[-]",
            "[   , \"\"]",
            "[*]",
            "[1,\n1\n,1",
            "[fals]",
            "[nul]",
            "[tru]",
            "[++1234]",
            "[+1]",
            "[-01]",
            "[-1.0.]",
            "[-2.]",
            "[.-1]",
            "[.2e-3]",
            "[0.1.2]",
            "[0.3e+]",
            "[0.e1]",
            "[0E]",
            "[1.0e]",
            "[1eE2]",
            "[1+2]",
            "[0x1]",
            "[Infinity]",
            "[NaN]",
            "[-Infinity]",
            "[012]",
            "[1 000]",
            "[2.e3]",
            "[\uff11]",
            "[1ea]",
            "[-1x]",
            "{[: \"x\"}",
            "{\"x\", null}",
            "{\"x\"::\"b\"}",
            "{\"a\":\"a\" 123}",
            "{key: 'value'}",
            "{\"a\" b}",
            "{:\"b\"}",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":0,}",
            "{'a':0}",
            "{\"a\":1/*x*/}",
            "{\"a\":1}//",
            "{\"a\":/**/1}",
            "{1:1}",
            "{\"a\":\"b\",,\"c\":\"d\"}",
            "{\"a\":true} \"x\"",
            "{\"id\":0,,,,,}",
            "{null:null}",
            "[\"\\u00",
            "[\"\\u00A\"]",
            "[\"\\x00\"]",
            "[\"\\\\\\\"]",
            "[\"\\\t\"]",
            "[\"\\a\"]",
            "[\"new\nline\"]",
            "[\"\t\"]",
            "[\"\\uD834\\uDd\"]",
            "['a']",
            "abc",
            "[\u2060]",
            "<.>",
            "[\"a\"x",
            "1]",
            "[][]",
            "]",
            "{\"a\":\"b\"}#",
            "[\f]",
            "\u00a01",
            "True",
            "nulll",
            "\"",
            "[\"\\",
            "[\"\\u\uff11111\"]",
            "2@",
            "{}}",
            "{\"\":",
            "[\"a\", \"b\"",
            "*")) {
      JsonException refused = assertThrows(JsonException.class, () -> JsonReader.read(text));
      assertEquals(
          "f:" + refused.line() + ":" + refused.column() + ": " + refused.problem(),
          refused.in("f"));
    }
  }

  @Test
  void messageSaysWhatIsWanted() {
    assertRefused("{\"a\": 1,\n}", "line 2, column 1: '}' stands after a comma");
    assertRefused("[1 2]", "line 1, column 4: a comma or ']' is wanted, not '2'");
    assertRefused("{a: 1}", "line 1, column 2: a key in double quotes is wanted, not 'a'");
    assertRefused("{\"a\" 1}", "column 6: a colon is wanted after the key, not '1'");
    assertRefused("[\n\"ab", "line 2, column 1: the string that begins here has no end");
    assertRefused("\"a\nb\"", "column 3: a string holds the end of the line");
    assertRefused("{\"a\":", "column 6: a value is wanted, not the end of the text");
    assertRefused("01", "column 1: a number has no superfluous 0 before it");
    assertRefused("1.x", "column 3: a digit is wanted, not 'x'");
    assertRefused("{} x", "line 1, column 4: the text goes on after its value with 'x'");
  }

  private static void assertRefused(String text, String message) {
    JsonException refused = assertThrows(JsonException.class, () -> JsonReader.read(text));
    String said = String.valueOf(refused.getMessage());
    assertEquals(message, said.contains(message) ? message : said);
  }
}
