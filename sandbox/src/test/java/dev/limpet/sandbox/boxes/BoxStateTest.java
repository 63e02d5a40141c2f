package dev.limpet.sandbox.boxes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.sandbox.UserChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxStateTest {
  static final BoxState RUNNING =
      new BoxState(
          new ProcessId(10, 1000),
          new ProcessId(12, 1001),
          1_700_000_000_000L,
          List.of("sh", "-c", "a\nb \udcff"),
          true,
          new Confinement(
              List.of("/sys/fs/cgroup/memory/limpet-1"),
              "/work",
              List.of("A=b", "odd"),
              List.of(new Confinement.Limit(7, 64, -1)),
              List.of("CAP_CHOWN"),
              new Landlock(List.of(443), null, true),
              List.of(new Filter(2, List.of(6L))),
              new UserChange(1000, -2, List.of(4, 24), false)),
          null);

  @Test
  void whatWasWrittenIsRead() {
    assertEquals(RUNNING, BoxState.parse(RUNNING.toJson()));
    BoxState ended = RUNNING.ended(new BoxState.Ending(124, true, 1_700_000_000_001L));
    assertEquals(ended, BoxState.parse(ended.toJson()));
  }

  @Test
  void boxWithoutFilterHasNone() {
    Confinement open =
        new Confinement(List.of(), "/", List.of(), List.of(), List.of(), null, List.of(), null);
    BoxState state =
        new BoxState(RUNNING.supervisor(), RUNNING.guest(), 0, List.of("a"), false, open, null);
    assertEquals(state, BoxState.parse(state.toJson()));
  }

  @Test
  void stateThatIsCutOffIsRefusedWhereverItEnds() {
    String text = RUNNING.toJson();
    for (int end = 0; end < text.length(); end++) {
      String cut = text.substring(0, end);
      assertThrows(JsonException.class, () -> BoxState.parse(cut));
    }
  }

  @Test
  void numbersThatNoProcessHasAreRefused() {
    refuses("\"pid\":10", "\"pid\":0");
    refuses("\"pid\":10", "\"pid\":-1");
    refuses("\"pid\":10", "\"pid\":4194305");
    refuses("\"version\":1", "\"version\":2");
    refuses("[7,64,-1]", "[7,64]");
    refuses("[7,64,-1]", "[16,64,-1]");
    refuses("\"cwd\":\"/work\"", "\"cwd\":\"work\"");
    refuses("\"detached\":true", "\"detached\":true,\"more\":1");
  }

  private static void refuses(String part, String by) {
    String text = RUNNING.toJson();
    assertTrue(text.contains(part), text);
    assertThrows(JsonException.class, () -> BoxState.parse(text.replace(part, by)));
  }
}
