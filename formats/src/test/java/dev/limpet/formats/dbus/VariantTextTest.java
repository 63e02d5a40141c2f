package dev.limpet.formats.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.dbus.DbusValue.Elements;
import dev.limpet.formats.dbus.DbusValue.Entry;
import dev.limpet.formats.dbus.DbusValue.Fields;
import dev.limpet.formats.dbus.DbusValue.Fixed;
import dev.limpet.formats.dbus.DbusValue.Text;
import dev.limpet.formats.dbus.DbusValue.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTextTest {
  private static void check(DbusValue want, String text) {
    assertEquals(want, VariantText.read(text), text);
  }

  @Test
  void numbersHaveTheTypeThatIsSaid() {
    check(new Fixed('i', 5), "5");
    check(new Fixed('i', -5), " -5 ");
    check(DbusValue.uint64(123456789), "uint64 123456789");
    check(DbusValue.uint64(-1), "uint64 18446744073709551615");
    check(DbusValue.uint64(-1), "uint64 0xffffffffffffffff");
    check(DbusValue.uint64(-1), "uint64 01777777777777777777777");
    check(new Fixed('x', Long.MIN_VALUE), "int64 -9223372036854775808");
    check(DbusValue.uint32(255), "uint32 0xff");
    check(new Fixed('y', 8), "byte 010");
    check(new Fixed('n', -1), "@n -1");
    check(new Fixed('q', 65535), "uint16 65535");
    check(new Fixed('h', 3), "handle 3");
    check(new Fixed('d', Double.doubleToLongBits(0.25)), "double .25");
    check(DbusValue.flag(true), "true");
    check(DbusValue.flag(false), "boolean false");
  }

  @Test
  void textsHaveEitherQuotes() {
    check(DbusValue.text("inactive-or-failed"), "'inactive-or-failed'");
    check(DbusValue.text("it's \"\u00e9\""), "\"it's \\\"\\u00e9\\\"\"");
    check(DbusValue.text("a\tb\nc\\"), "'a\\tb\\nc\\\\'");
    check(DbusValue.text("\ud834\udd1e"), "'\\U0001d11e'");
    check(new Text('o', "/a"), "objectpath '/a'");
    check(new Text('g', "a{sv}"), "signature 'a{sv}'");
  }

  @Test
  void valuesLieInEachOther() {
    check(DbusValue.texts(List.of("a", "b")), "['a', 'b']");
    check(DbusValue.texts(List.of()), "@as []");
    check(new Elements("y", List.of(new Fixed('y', 1), new Fixed('y', 2))), "[byte 1, 2]");
    check(new Elements("y", List.of(new Fixed('y', 1))), "@ay [1]");
    check(
        new Elements(
            "(st)", List.of(new Fields(List.of(DbusValue.text("8:0"), DbusValue.uint64(9))))),
        "[('8:0', uint64 9)]");
    check(new Fields(List.of(new Fixed('t', 1))), "@(t) (1,)");
    check(
        new Elements(
            "{sv}", List.of(new Entry(DbusValue.text("k"), new Variant(DbusValue.flag(true))))),
        "{'k': <true>}");
    check(new Elements("{sv}", List.of()), "@a{sv} {}");
  }

  @Test
  void whatIsNoValueIsRefused() {
    for (String wrong :
        List.of(
            "",
            "x",
            "tru",
            "'a",
            "'\\",
            "[1, 'a']",
            "[",
            "[]",
            "{}",
            "()",
            "[1,]",
            "[1 2]",
            "1 2",
            "<1",
            "uint32 -1",
            "byte 256",
            "uint64 -1",
            "uint64 18446744073709551616",
            "uint64 0x1ffffffffffffffff",
            "uint64 99999999999999999999",
            "int32 4294967296",
            "5.5",
            "uint64 '1'",
            "string 5",
            "@as ['a', 1]",
            "@ 1",
            "@yy 1",
            "@ss 's'",
            "@i",
            "just 1",
            "nothing",
            "objectpath 'a'",
            "signature 'z'",
            "'\\u00g0'",
            "'\\Uffffffff'",
            "'\ud800'",
            "{[1]: 2}",
            "{1 2}",
            "08",
            "--1",
            "0x",
            "+",
            "[".repeat(100))) {
      assertThrows(DbusException.class, () -> VariantText.read(wrong), wrong);
    }
  }

  @Test
  void failureSaysWhere() {
    DbusException e = assertThrows(DbusException.class, () -> VariantText.read("['a' 'b']"));
    assertEquals("column 6: ',' is wanted, not '''", e.getMessage());
  }
}
