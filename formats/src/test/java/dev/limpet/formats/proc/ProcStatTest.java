package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcStatTest {
  // A shell that ignores QUIT, TERM, TSTP, TTIN, TTOU, and catches INT and CHLD.
  private static final String LINE =
      "4217 (my (odd) sh) S 4100 4217 4100 34816 4217 4194304 1183 1640 0 0 1 2 0 1 20 0 1 0 91234"
          + " 9117696 1423 18446744073709551615 94412 94413 140721 0 0 0 0 3686404 65538 1 0 0 17"
          + " 1 0 0 0 0 0 94414 94415 94416 140722 140723 140724 140725 0\n";

  @Test
  void fieldsAreCountedAfterTheName() {
    ProcStat stat = ProcStat.parse(LINE);
    assertEquals('S', stat.state());
    assertEquals(4217, stat.pgrp());
    assertEquals(0, stat.blocked());
    assertEquals(3686404, stat.ignored());
    assertEquals(65538, stat.caught());
  }

  @Test
  void signalIsDefaultIfNothingWasDoneAboutIt() {
    ProcStat stat = ProcStat.parse(LINE);
    assertTrue(stat.isDefault(1));
    assertFalse(stat.isDefault(2)); // caught
    assertFalse(stat.isDefault(3)); // ignored
    assertFalse(new ProcStat('S', 1, 1L << 14, 0, 0).isDefault(15)); // blocked
  }

  @Test
  void otherTextIsRefused() {
    for (String text : new String[] {"", "1", "1 (x)", "1 (x) S 1 2", LINE.replace("4100", "4x")}) {
      assertThrows(IllegalArgumentException.class, () -> ProcStat.parse(text));
    }
  }
}
