package dev.limpet.formats.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.proc.SubordinateIds.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubordinateIdsTest {
  private static List<Range> of(String text) {
    return SubordinateIds.of(text, "me", 1000);
  }

  @Test
  void entriesAreByNameOrByNumber() {
    assertEquals(
        List.of(new Range(1, 100000, 65536), new Range(3, 500000, 1)),
        of("me:100000:65536\nyou:1:1\n1000:500000:1\n"));
    assertEquals(List.of(new Range(1, 7, 2)), SubordinateIds.of("1000:7:2", null, 1000));
    assertEquals(List.of(), of("mee:1:1\n100:1:1\n:1:1\n\n# me:1:1\n"));
  }

  @Test
  void lastLineNeedsNoEnd() {
    assertEquals(List.of(new Range(2, 1, 1)), of("\nme:1:1"));
  }

  @Test
  void whatIsWrongInALineOfTheUsersIsNamed() {
    for (String rest :
        List.of(
            "",
            "1",
            "1:",
            ":1",
            "x:1",
            "1:x",
            "1:0",
            "-1:5",
            "1:2:3",
            "1: 2",
            "1:2147483648",
            "4294967295:1",
            "4294967290:6",
            "99999999999:1")) {
      MalformedLineException e =
          assertThrows(MalformedLineException.class, () -> of("you:?\nme:" + rest + "\n"), rest);
      assertEquals(2, e.line());
      assertTrue(String.valueOf(e.getMessage()).startsWith("line 2: "), e.getMessage());
    }
    assertEquals(List.of(), of("you:?:\nyou\n"));
    assertEquals(List.of(new Range(1, 4294967290L, 5)), of("me:4294967290:5"));
  }

  @Test
  void idsThatAreGivenTwiceAreRefused() {
    MalformedLineException e =
        assertThrows(MalformedLineException.class, () -> of("me:10:5\n1000:14:1\n"));
    assertTrue(String.valueOf(e.getMessage()).contains("line 1"), e.getMessage());
    assertEquals(2, of("me:10:5\nme:15:1\n").size());
  }

  @Test
  void nameOfAUserIsTheFirstWithItsNumber() {
    String passwd = "root:x:0:0::/:\nme:x:1000:1000::/:\nalias:x:1000:1::/:\nodd\n:x:5:\n";
    assertEquals("me", Passwd.name(passwd, 1000));
    assertEquals("root", Passwd.name(passwd, 0));
    assertNull(Passwd.name(passwd, 5));
    assertNull(Passwd.name(passwd, 100));
    assertNull(Passwd.name("a:x:7", 7), "no field follows");
  }
}
