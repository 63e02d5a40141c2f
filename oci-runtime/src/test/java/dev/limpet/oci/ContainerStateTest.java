package dev.limpet.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.json.JsonException;
import dev.limpet.oci.cgroup.CgroupPath;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.systemd.Unit;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;
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

  private static final CgroupPath PATH =
      new CgroupPath(false, List.of("memory"), "/c/memory", "/c/memory/a", CgroupPath.PLANNED);

  private static final CgroupPath PATH_MADE =
      new CgroupPath(false, List.of("memory"), "/c/memory", "/c/memory/a", 1);

  private static final CgroupPath OTHER =
      new CgroupPath(true, List.of(), "/c", "/c/b", CgroupPath.PLANNED);

  @Test
  void isReadAsItWasWritten() {
    assertEquals(STATE, ContainerState.read(STATE.line()));
    ContainerState finished = STATE.begun(new ProcessId(13, 9)).finished();
    assertEquals(finished, ContainerState.read(finished.line()));
    ContainerState asked = finished.inUnit(new Unit("limpet-a.scope", "user.slice", true));
    assertEquals(asked, ContainerState.read(asked.line()));
  }

  @Test
  void laterLinesHaveWhatHasChanged() {
    ContainerState begun = STATE.begun(new ProcessId(13, 9));
    ContainerState placed = begun.in(new ContainerCgroup(List.of(PATH)));
    ContainerState elsewhere = placed.in(new ContainerCgroup(List.of(OTHER)));
    ContainerState finished = placed.finished();
    String lines = STATE.line() + begun.lineAfter(STATE) + placed.lineAfter(begun);
    assertEquals(placed, ContainerState.read(lines));
    assertEquals("{\"created\":true}\n", finished.lineAfter(placed));
    assertEquals(finished, ContainerState.read(lines + finished.lineAfter(placed)));
    ContainerState made = placed.in(new ContainerCgroup(List.of(PATH_MADE)));
    assertEquals("{\"made\":[1]}\n", made.lineAfter(placed).replaceAll("\"init.*?},", ""));
    assertEquals(made, ContainerState.read(lines + made.lineAfter(placed)));
    // What was made elsewhere was not made here.
    lines += made.lineAfter(placed) + elsewhere.lineAfter(made);
    assertEquals(elsewhere, ContainerState.read(lines));
  }

  @Test
  void lineWithoutAnEndWasNeverTold() {
    assertNull(ContainerState.read(""));
    assertNull(ContainerState.read(STATE.line().strip()));
    assertEquals(STATE, ContainerState.read(STATE.line() + "{\"created\":true}"));
  }

  @Test
  void whatIsNoStateIsRefused() {
    assertThrows(JsonException.class, () -> ContainerState.read("{}\n"));
    assertThrows(JsonException.class, () -> ContainerState.read("[]\n"));
    assertThrows(
        JsonException.class,
        () -> ContainerState.read(STATE.line().replace("\"pid\":12", "\"pid\":-1")));
  }
}
