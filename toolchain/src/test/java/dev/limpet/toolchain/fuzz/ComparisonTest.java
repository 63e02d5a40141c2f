package dev.limpet.toolchain.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.toolchain.fuzz.Comparison.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  @Test
  void equalLinesAreNoDifference() {
    List<String> lines = List.of("F0 0 = 1 2", "F1 0 ! fz.Ux[#1] 3", "end");
    assertEquals(List.of(), Comparison.of(lines, lines));
  }

  @Test
  void theFirstLineThatDiffersIsTold() {
    assertEquals(
        List.of(new Difference(1, "F1 1 = 2 2", "F1 1 ! fz.Er[#1] 2")),
        Comparison.of(
            List.of("F0 0 = 1 2", "F1 0 = 1 1", "F1 1 = 2 2", "F1 2 = 3 3"),
            List.of("F0 0 = 1 2", "F1 0 = 1 1", "F1 1 ! fz.Er[#1] 2", "F1 2 = 4 4")));
  }

  @Test
  void aLineThatIsMissingIsADifference() {
    assertEquals(
        List.of(new Difference(1, "F1 0 : x", "F1 0 = 1 1")),
        Comparison.of(List.of("F1 0 : x", "F1 0 = 1 1"), List.of("F1 0 = 1 1")));
    assertEquals(
        List.of(new Difference(2, "F2 0 = 1 1", "(nothing)")),
        Comparison.of(List.of("F2 0 = 1 1"), List.of()));
  }

  @Test
  void aLineThatOnlyTheNativeRunPrintsIsADifference() {
    assertEquals(
        List.of(new Difference(2, "(nothing)", "F2 0 : y")),
        Comparison.of(List.of("F2 0 : x"), List.of("F2 0 : x", "F2 0 : y")));
  }
}
