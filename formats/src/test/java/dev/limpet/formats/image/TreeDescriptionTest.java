package dev.limpet.formats.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.json.JsonException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeDescriptionTest {
  @Test
  void whatIsWrittenIsReadBack() {
    TreeDescription said =
        new TreeDescription(
            "amd64",
            "linux",
            List.of("/bin/sh", "-c"),
            List.of("a \"b\""),
            List.of("A=B"),
            "/d",
            "1:2",
            "SIGINT",
            List.of("/data"),
            Map.of("k", "v"),
            true);
    assertEquals(said, TreeDescription.read(said.write()));
  }

  @Test
  void whatLacksAMemberIsRefused() {
    assertThrows(JsonException.class, () -> TreeDescription.read("{\"os\":\"linux\"}"));
  }
}
