package dev.limpet.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.json.JsonException;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.systemd.Unit;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerStateTest {
  private static final ContainerState STATE =
      new ContainerState(
          "1.2.0",
          new ProcessId(12, 3456),
          null,
          false,
          "/b",
          "/b/rootfs",
          "2026-01-01T00:00:00.000000000Z",
          -2,
          null,
          true,
          ContainerCgroup.NONE,
          Map.of("key", "value \"quoted\""));

  @Test
  void isReadAsItWasWritten() {
    assertEquals(STATE, ContainerState.read(STATE.toJson()));
    ContainerState finished = STATE.begun(new ProcessId(13, 9)).finished();
    assertEquals(finished, ContainerState.read(finished.toJson()));
    ContainerState asked = finished.inUnit(new Unit("limpet-a.scope", "user.slice", true));
    assertEquals(asked, ContainerState.read(asked.toJson()));
  }

  @Test
  void lastLineThatHasAnEndCounts() {
    assertEquals("b", Container.lastLine("a\nb\nhalf of"));
    assertEquals("a", Container.lastLine("a\n"));
    assertEquals("", Container.lastLine("half of"));
    assertEquals("", Container.lastLine(""));
  }

  @Test
  void whatIsNoStateIsRefused() {
    assertThrows(JsonException.class, () -> ContainerState.read("{}"));
    assertThrows(JsonException.class, () -> ContainerState.read("[]"));
    assertThrows(
        JsonException.class,
        () -> ContainerState.read(STATE.toJson().replace("\"pid\":12", "\"pid\":-1")));
  }
}
