package dev.limpet.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  private static final Contender QUICK = new Contender("quick", List.of("/bin/true"));
  private static final Contender SLOW = new Contender("slow", List.of("/bin/sleep", "0.03"));

  @Test
  void ratiosArePairedAndPointTheRightWay() {
    List<Series> all = new Bench(5, 1).run(List.of(QUICK, SLOW), "/bin");
    assertTrue(all.getFirst().medianRatioTo(all.getLast()) < 1);
    assertTrue(all.getLast().minimumMillis() >= 30);
  }

  @Test
  void failingContenderStopsTheRun() {
    Contender failing = new Contender("failing", List.of("/bin/false"));
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> new Bench(1, 0).run(List.of(failing), "/bin"));
    assertEquals("failing ended with 1", e.getMessage());
  }

  @Test
  void medianOfAnEvenCountIsBetweenTheTwo() {
    assertEquals(2.5, Series.median(new double[] {4, 1, 3, 2}));
  }
}
