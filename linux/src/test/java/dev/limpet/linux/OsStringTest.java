package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OsStringTest {
  @Test
  void controlCharactersAreMadeVisible() {
    assertEquals("a\\nb\\tc\\x1b[2J\\x7f\\x9b", OsString.visible("a\nb\tc\u001b[2J\u007f\u009b"));
    assertEquals("caf\udce9 é", OsString.visible("caf\udce9 é"));
    assertEquals("a\\u202eb\\u2028", OsString.visible("a\u202eb\u2028"));
    assertEquals("", OsString.visible(""));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static void assertSame(String string, byte[] bytes) {
    assertEquals(string, OsString.decode(bytes));
    assertArrayEquals(bytes, OsString.encode(string));
  }

  @Test
  void wellFormedTextIsItself() {
    assertSame("", bytes());
    assertSame("a/b", bytes('a', '/', 'b'));
    assertSame("\u0000\u007f\u0080", bytes(0, 0x7f, 0xc2, 0x80));
    assertSame("\u07ff\u0800\uffff", bytes(0xdf, 0xbf, 0xe0, 0xa0, 0x80, 0xef, 0xbf, 0xbf));
    assertSame("\ud800\udc00\udbff\udfff", bytes(0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf));
    assertSame("\ud7ff\ue000", bytes(0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80));
  }

  @Test
  void strayBytesAreEscaped() {
    assertSame("caf\udce9", bytes('c', 'a', 'f', 0xe9));
    assertSame("\udc80\udcff", bytes(0x80, 0xff));
    assertSame("\udce2\udc82x", bytes(0xe2, 0x82, 'x'));
  }

  @Test
  void overlongFormsAreEscaped() {
    assertSame("\udcc0\udcaf", bytes(0xc0, 0xaf));
    assertSame("\udcc1\udcbf", bytes(0xc1, 0xbf));
    assertSame("\udce0\udc9f\udcbf", bytes(0xe0, 0x9f, 0xbf));
    assertSame("\udcf0\udc8f\udcbf\udcbf", bytes(0xf0, 0x8f, 0xbf, 0xbf));
  }

  @Test
  void encodedSurrogatesAreEscaped() {
    assertSame("\udced\udca0\udc80", bytes(0xed, 0xa0, 0x80));
    assertSame("\udced\udcbf\udcbf", bytes(0xed, 0xbf, 0xbf));
  }

  @Test
  void whatLiesAboveUnicodeIsEscaped() {
    assertSame("\udcf4\udc90\udc80\udc80", bytes(0xf4, 0x90, 0x80, 0x80));
    assertSame("\udcf5\udc80\udc80\udc80", bytes(0xf5, 0x80, 0x80, 0x80));
  }

  @Test
  void allPairsAndTriplesOfBytesComeBack() {
    int[] edges = {0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1};
    int[] more = {0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};
    int[] all = new int[edges.length + more.length];
    System.arraycopy(edges, 0, all, 0, edges.length);
    System.arraycopy(more, 0, all, edges.length, more.length);
    for (int a : all) {
      for (int b : all) {
        for (int c : all) {
          byte[] bytes = bytes(a, b, c, a, b);
          assertArrayEquals(bytes, OsString.encode(OsString.decode(bytes)));
        }
      }
    }
  }

  @Test
  void partOfAnArrayIsDecoded() {
    assertEquals("bc", OsString.decode(bytes('a', 'b', 'c', 'd'), 1, 2));
    assertEquals("\udce2\udc82", OsString.decode(bytes(0xe2, 0x82, 0xac), 0, 2));
  }

  @Test
  void surrogatesThatStandForNothingAreRefused() {
    for (String string : new String[] {"\ud800", "a\udbffb", "\udc00", "\udc7f", "\udd00"}) {
      assertFalse(OsString.isEncodable(string));
      assertThrows(IllegalArgumentException.class, () -> OsString.encode(string));
    }
    assertTrue(OsString.isEncodable("\udc80é\ud83d\ude00"));
  }
}
