package dev.limpet.formats.runtimespec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limpet.formats.oci.ProcessorList;
import org.junit.jupiter.api.Test;

class ProcessorListTest {
  @Test
  void numbersAndRangesAreBits() {
    assertNull(new ProcessorList("0-3,7").fault());
    assertEquals(0x8f, new ProcessorList("0-3,7").bits()[0]);
    assertEquals(1L << 63, new ProcessorList("63").bits()[0]);
    assertEquals(1, new ProcessorList("7,64-64").bits()[1]);
    assertEquals(1L << 63, new ProcessorList("8191").bits()[127]);
    assertEquals(-1L, ProcessorList.all()[127]);
  }

  @Test
  void whatIsNoListIsTold() {
    assertEquals(
        "has \"3-1\", and processors are wanted, such as 0-3,7",
        new ProcessorList("0,3-1").fault());
    for (String text :
        new String[] {"", ",", "0,", "a", "-1", "1-", "-", "0 1", "8192", "99999999999", "1-2-3"}) {
      assertNotNull(new ProcessorList(text).fault(), text);
    }
  }
}
