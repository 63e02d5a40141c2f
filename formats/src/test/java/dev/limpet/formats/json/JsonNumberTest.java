package dev.limpet.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class JsonNumberTest {
  @Test
  void wholeNumbersOfALongAreTaken() {
    assertEquals(0, JsonReader.read("0").asLong());
    assertEquals(0, JsonReader.read("-0").asLong());
    assertEquals(Long.MAX_VALUE, JsonReader.read("9223372036854775807").asLong());
    assertEquals(Long.MIN_VALUE, JsonReader.read("-9223372036854775808").asLong());
  }

  @Test
  void unsignedOnesGoToTheTop() {
    assertEquals(-1, JsonReader.read("18446744073709551615").asUnsignedLong());
    assertEquals(Long.MIN_VALUE, JsonReader.read("9223372036854775808").asUnsignedLong());
    assertEquals(7, JsonReader.read("7").asUnsignedLong());
  }

  @Test
  void whatALongDoesNotHoldIsRefused() {
    for (String text :
        new String[] {
          "9223372036854775808",
          "-9223372036854775809",
          "92233720368547758070",
          "1.0",
          "1e3",
          "-99999999999999999999999"
        }) {
      assertThrows(JsonException.class, () -> JsonReader.read(text).asLong());
    }
    for (String text :
        new String[] {
          "18446744073709551616",
          "18446744073709551620",
          "184467440737095516150",
          "-1",
          "1.5",
          "99999999999999999999999"
        }) {
      assertThrows(JsonException.class, () -> JsonReader.read(text).asUnsignedLong());
    }
  }

  @Test
  void messageHasThePath() {
    JsonException refused =
        assertThrows(
            JsonException.class,
            () -> JsonReader.read("[[1.5]]").asArray().get(0).asArray().get(0).asLong());
    assertEquals(
        "line 1, column 3: $[0][0] is 1.5, and a whole number without point and exponent is"
            + " wanted",
        refused.getMessage());
  }
}
