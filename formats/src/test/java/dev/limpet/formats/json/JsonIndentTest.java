package dev.limpet.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonIndentTest {
  @Test
  void everyMemberHasItsLineAndStringsAreLeftAlone() {
    assertEquals(
        "{\n  \"a,b\": \"\\\"{:,\\\\\",\n  \"c\": [\n    1,\n    {},\n    []\n  ]\n}\n",
        JsonIndent.of("{\"a,b\":\"\\\"{:,\\\\\",\"c\":[1,{},[]]}"));
    assertEquals("{}\n", JsonIndent.of("{}"));
    assertEquals("7\n", JsonIndent.of("7"));
  }
}
