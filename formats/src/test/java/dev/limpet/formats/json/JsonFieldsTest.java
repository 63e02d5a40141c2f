package dev.limpet.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonFieldsTest {
  @Test
  void membersAreHandedOutByKind() {
    JsonFields fields =
        fields(
            "{\"s\":\"x\",\"n\":7,\"u\":18446744073709551615,\"t\":true,\"l\":[\"a\",\"b\"],"
                + "\"o\":{\"k\":\"v\"},\"os\":[{\"i\":1},{\"i\":2}]}");
    assertEquals("x", fields.string("s"));
    assertEquals(7, fields.integer("n"));
    assertEquals(7, fields.integer("n", 0, 9, 1));
    assertEquals(-1, fields.unsigned("u", 0));
    assertTrue(fields.flag("t", false));
    assertEquals(List.of("a", "b"), fields.strings("l"));
    assertEquals(Map.of("k", "v"), fields.texts("o"));
    assertEquals("v", fields.object("o").string("k"));
    assertEquals(2, fields.objects("os").get(1).integer("i"));
    fields.refuseOthers();
  }

  @Test
  void whatIsAbsentOrNullHasItsDefault() {
    for (String text : List.of("{}", "{\"x\":null}")) {
      JsonFields fields = fields(text);
      assertNull(fields.optionalString("x"));
      assertNull(fields.optionalInteger("x"));
      assertNull(fields.optionalObject("x"));
      assertEquals(3, fields.integer("x", 0, 1, 3));
      assertEquals(4, fields.unsigned("x", 4));
      assertFalse(fields.flag("x", false));
      assertEquals(List.of(), fields.strings("x"));
      assertEquals(0, fields.texts("x").size());
      fields.refuseOthers();
    }
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsToldWithPlaceAndPath() {
    JsonFields process =
        fields("{\"process\":\n {\"args\": [\"a\", 1], \"x\": null}}").object("process");
    assertRefused("line 2, column 2: $.process has no cwd", () -> process.string("cwd"));
    assertRefused(
        "line 2, column 17: $.process.args[1] is a number, and a string is wanted",
        () -> process.strings("args"));
    assertRefused(
        "line 2, column 11: $.process.args is an array, and an object is wanted",
        () -> process.object("args"));
    assertRefused(
        "line 2, column 26: $.process.x is null, and a string is wanted",
        () -> process.string("x"));
    assertRefused("line 1, column 1: $ is an array, and an object is wanted", () -> fields("[]"));
    assertRefused(
        "line 1, column 6: $.n is 12, and from 0 to 11 is wanted",
        () -> fields("{\"n\":12}").integer("n", 0, 11, 0));
    assertRefused(
        "line 1, column 6: $.n is true, and a number is wanted",
        () -> fields("{\"n\":true}").integer("n"));
    assertRefused(
        "line 1, column 6: $.n is a string, and true or false is wanted",
        () -> fields("{\"n\":\"yes\"}").flag("n", false));
  }

  @Test
  void otherKeysAreRefusedWithTheNearest() {
    JsonFields fields = fields("{\"rootfs\":\"/\",\n\"hostnam\":\"x\"}");
    assertEquals("/", fields.string("rootfs"));
    assertNull(fields.optionalString("hostname"));
    assertRefused(
        "line 2, column 1: no key \"hostnam\" is known here; did you mean \"hostname\"?",
        fields::refuseOthers);
    assertRefused(
        "line 1, column 2: no key \"\\u001b[\" is known here",
        () -> fields("{\"\\u001b[\":1}").refuseOthers());
  }

  private static JsonFields fields(String text) {
    return JsonFields.of(JsonReader.read(text));
  }

  private static void assertRefused(String message, Executable reading) {
    assertEquals(message, assertThrows(JsonException.class, reading).getMessage());
  }
}
