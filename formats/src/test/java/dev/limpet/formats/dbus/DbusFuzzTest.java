package dev.limpet.formats.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whoever is at the other end of the socket may send anything. */
class DbusFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreAMessageOrRefused(byte[] bytes) {
    try {
      DbusFrame frame = new DbusFrame(bytes);
      List<DbusValue> arguments = frame.arguments();
      assertEquals(frame.header().signature(), DbusValue.signatureOf(arguments));
      DbusFrame again = new DbusFrame(frame.header().encode(arguments));
      assertEquals(frame.header(), again.header());
      assertEquals(arguments, again.arguments());
    } catch (DbusException e) {
      assertNotNull(e.getMessage());
    }
  }

  /** Values of any types in each other come back as they were. */
  @FuzzTest(maxDuration = "30s")
  void anyValuesAreWrittenAndRead(FuzzedDataProvider data) {
    List<DbusValue> values = new ArrayList<>();
    while (data.remainingBytes() > 0 && values.size() < 8) {
      values.add(value(data, 5));
    }
    if (DbusValue.signatureOf(values).length() > Signatures.LONGEST) {
      return;
    }
    DbusFrame frame = new DbusFrame(DbusMessage.call(1, null, "/", "a.b", "C", values));
    assertEquals(values, frame.arguments());
  }

  private static DbusValue value(FuzzedDataProvider data, int depth) {
    return switch (data.consumeInt(0, depth > 0 ? 6 : 2)) {
      case 0 -> new DbusValue.Fixed('y', data.consumeInt(0, 255));
      case 1 -> new DbusValue.Fixed('x', data.consumeLong());
      case 2 -> DbusValue.text(data.consumeAsciiString(9).replace('\0', '0'));
      case 3 -> DbusValue.flag(data.consumeBoolean());
      case 4 -> new DbusValue.Variant(value(data, depth - 1));
      case 5 -> new DbusValue.Fields(List.of(value(data, depth - 1), value(data, depth - 1)));
      default -> {
        DbusValue first = value(data, depth - 1);
        yield new DbusValue.Elements(first.signature(), List.of(first, first));
      }
    };
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAValueOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      DbusValue value = VariantText.read(text);
      DbusFrame frame = new DbusFrame(DbusMessage.call(1, null, "/", "a.b", "C", List.of(value)));
      assertEquals(List.of(value), frame.arguments());
    } catch (DbusException e) {
      assertNotNull(e.getMessage());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsAnAddressOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      assertTrue(BusAddress.paths(text).size() <= text.length() / "unix:path=".length() + 1);
    } catch (DbusException e) {
      assertNotNull(e.getMessage());
    }
  }
}
