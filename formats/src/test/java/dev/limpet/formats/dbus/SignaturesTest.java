package dev.limpet.formats.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  @Test
  void completeTypesEndWhereTheyEnd() {
    assertEquals(1, Signatures.end("uoss", 0));
    assertEquals(8, Signatures.end("a(sa(sv))s", 0) - 1);
    assertEquals(5, Signatures.end("a{sv}x", 0));
    assertEquals("aaa(i(vs))", Signatures.checked("aaa(i(vs))"));
    assertEquals("", Signatures.checked(""));
  }

  @Test
  void whatIsNoTypeIsRefused() {
    String deep = "a".repeat(33) + "y";
    String structs = "(".repeat(33) + "y" + ")".repeat(33);
    for (String wrong :
        List.of(
            "a",
            "()",
            "(y",
            "y)",
            "a{vy}",
            "a{y}",
            "a{yyy}",
            "{yy}",
            "z",
            "r",
            "e",
            "m",
            deep,
            structs,
            "y".repeat(256))) {
      assertThrows(DbusException.class, () -> Signatures.checked(wrong), wrong);
    }
    assertEquals(33, Signatures.end("a".repeat(32) + "y", 0));
  }
}
