package dev.limpet.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void commasStandBetweenWhatIsWritten() {
    JsonWriter writer = new JsonWriter().beginObject().member("a", 1).member("b", "x");
    writer.key("c").beginArray().value(true).nullValue().beginArray().endArray().endArray();
    writer.key("d").beginObject().endObject().member("e", false).endObject();
    assertEquals(
        "{\"a\":1,\"b\":\"x\",\"c\":[true,null,[]],\"d\":{},\"e\":false}", writer.toString());
  }

  @Test
  void harmfulCharactersAreEscapedAndOthersStand() {
    assertEquals(
        "\"\\\"\\\\/\\n\\t\\r\\u001b\\u007f\\u009b\\u2028\\u202e\u00e9\ud83d\ude00\""
            .replace("\\r", "\\u000d"),
        JsonWriter.quoted("\"\\/\n\t\r\u001b\u007f\u009b\u2028\u202e\u00e9\ud83d\ude00"));
  }

  @Test
  void byteThatIsNotUtf8ComesBack() {
    String path = "/tmp/\udcff\udc80\ud83d\ude00";
    assertEquals("\"/tmp/\\udcff\\udc80\ud83d\ude00\"", JsonWriter.quoted(path));
    assertEquals(path, JsonReader.read(JsonWriter.quoted(path)).asString());
  }
}
