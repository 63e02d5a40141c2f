package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
  private final List<String> done = new ArrayList<>();
  private final Undo undo = new Undo();

  @Test
  void whatWasDoneLastIsUndoneFirst() {
    undo.arm(() -> done.add("first"));
    undo.arm(() -> done.add("second"));
    undo.run();
    assertEquals(List.of("second", "first"), done);
  }

  @Test
  void whatIsReleasedStays() {
    undo.arm(() -> done.add("first"));
    undo.release();
    undo.run();
    assertEquals(List.of(), done);
  }

  @Test
  void nothingIsUndoneTwice() {
    undo.arm(() -> done.add("first"));
    undo.run();
    undo.run();
    assertEquals(List.of("first"), done);
  }
}
