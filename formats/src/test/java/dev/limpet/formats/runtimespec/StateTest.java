package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.json.JsonException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {
  @Test
  void whatIsWrittenIsReadBack() {
    State state = new State("1.2.0", "c1", "running", 4422, "/b \"x\"", Map.of("k", "v"));
    assertEquals(
        "{\"ociVersion\":\"1.2.0\",\"id\":\"c1\",\"pid\":4422,\"status\":\"running\","
            + "\"bundle\":\"/b \\\"x\\\"\",\"annotations\":{\"k\":\"v\"}}",
        state.toJson());
    assertEquals(state, State.read(state.toJson()));
  }

  @Test
  void otherRuntimesSayMoreOrLess() {
    String text =
        "{\"ociVersion\":\"1.0.0\",\"id\":\"a\",\"status\":\"stopped\",\"bundle\":\"/\",\"x\":1}";
    assertEquals(new State("1.0.0", "a", "stopped", 0, "/", Map.of()), State.read(text));
    JsonException e = assertThrows(JsonException.class, () -> State.read("{}"));
    assertEquals("$ has no ociVersion", e.problem());
  }
}
