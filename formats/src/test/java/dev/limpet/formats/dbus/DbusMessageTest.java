package dev.limpet.formats.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.dbus.DbusValue.Elements;
import dev.limpet.formats.dbus.DbusValue.Entry;
import dev.limpet.formats.dbus.DbusValue.Fields;
import dev.limpet.formats.dbus.DbusValue.Fixed;
import dev.limpet.formats.dbus.DbusValue.Text;
import dev.limpet.formats.dbus.DbusValue.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes are those of busctl 252 and dbus-daemon 1.14, taken down by {@code busctl capture}. */
class DbusMessageTest {
  private static final String START_BODY =
      "0f0000006c696d7065742d63312e73636f706500070000007265706c61636500c7000000000000000b0000"
          + "004465736372697074696f6e000173000007000000c3a920f09d849e000800000044656c656761746500"
          + "0162000100000000000000040000005049447300026175000000000400000067120000090000004d656d"
          + "6f72794d61780001740000000000000000ffffffffffffffff0b000000416c6c6f776564435055730002"
          + "6179000200000003ff0000000000000b000000446576696365416c6c6f77000561287373290000170000"
          + "0000000000090000002f6465762f6e756c6c00000002000000727700000000000000000000";
  private static final String START =
      "6c010601f800000002000000c500000001016f00190000002f6f72672f667265656465736b746f702f7379"
          + "7374656d643100000000000000030173001200000053746172745472616e7369656e74556e69740000000"
          + "0000002017300200000006f72672e667265656465736b746f702e73797374656d64312e4d616e61676572"
          + "000000000000000006017300180000006f72672e667265656465736b746f702e73797374656d643100000"
          + "0000000000008016700107373612873762961287361287376292900000007017300040000003a312e3300"
          + "0000"
          + "00"
          + START_BODY;
  private static final String ALL_BODY =
      "0700feffffff0000fdffffff00286beefbffffffffffffff0600000000000000000000000000f83f010000"
          + "00040000002f612f620005617b73767d0000000000010000006b0001750000000001000000140000000000"
          + "0000030000006b657900017300000300000076616c00";
  private static final String ALL =
      "6c0106016c000000020000009d00000001016f00150000002f6f72672f667265656465736b746f702f4442"
          + "7573000000030173000400000050656572000000000201730014000000"
          + "6f72672e667265656465736b746f702e444275730000000006017300140000006f72672e66726565646573"
          + "6b746f702e44427573000000000801670014796e716975787464626f6728737629617b73767d00000000000"
          + "00007017300040000003a312e3400000000"
          + ALL_BODY;
  private static final String ERROR =
      "6c03010133000000030000007500000006017300040000003a312e330000000004017300290000006f72672"
          + "e667265656465736b746f702e444275732e4572726f722e4e616d654861734e6f4f776e65720000000000"
          + "00000501750002000000080167000173000007017300140000006f72672e667265656465736b746f702e4"
          + "4427573000000002e0000004e616d6520226f72672e667265656465736b746f702e73797374656d643122"
          + "20646f6573206e6f7420657869737400";
  private static final String MANAGER = "org.freedesktop.systemd1.Manager";
  private static final String OBJECT = "/org/freedesktop/systemd1";

  private static DbusValue property(String name, DbusValue value) {
    return new Fields(List.of(DbusValue.text(name), new Variant(value)));
  }

  private static List<DbusValue> startArguments() {
    DbusValue device = new Fields(List.of(DbusValue.text("/dev/null"), DbusValue.text("rw")));
    return List.of(
        DbusValue.text("limpet-c1.scope"),
        DbusValue.text("replace"),
        new Elements(
            "(sv)",
            List.of(
                property("Description", DbusValue.text("\u00e9 \ud834\udd1e")),
                property("Delegate", DbusValue.flag(true)),
                property("PIDs", new Elements("u", List.of(DbusValue.uint32(4711)))),
                property("MemoryMax", DbusValue.uint64(-1)),
                property("AllowedCPUs", DbusValue.bytes(new byte[] {3, -1})),
                property("DeviceAllow", new Elements("(ss)", List.of(device))))),
        new Elements("(sa(sv))", List.of()));
  }

  private static List<DbusValue> allArguments() {
    Entry entry = new Entry(DbusValue.text("key"), new Variant(DbusValue.text("val")));
    return List.of(
        new Fixed('y', 7),
        new Fixed('n', -2),
        new Fixed('q', 65535),
        new Fixed('i', -3),
        DbusValue.uint32(4_000_000_000L),
        new Fixed('x', -5),
        DbusValue.uint64(6),
        new Fixed('d', Double.doubleToLongBits(1.5)),
        DbusValue.flag(true),
        new Text('o', "/a/b"),
        new Text('g', "a{sv}"),
        property("k", DbusValue.uint32(1)),
        new Elements("{sv}", List.of(entry)));
  }

  @Test
  void callIsThatOfBusctl() {
    byte[] call =
        DbusMessage.call(
            2, "org.freedesktop.systemd1", OBJECT, MANAGER, "StartTransientUnit", startArguments());
    // The bus adds the sender; busctl allows questions to the user.
    String sender = "00000007017300040000003a312e33000000" + "00";
    String want = START.replace(sender, "000000").replace("6c010601", "6c010201");
    assertEquals(want.replace("c5000000", "b6000000"), Hex.of(call));
  }

  @Test
  void callOfBusctlIsRead() {
    DbusFrame frame = new DbusFrame(Hex.bytes(START));
    DbusMessage header = frame.header();
    assertEquals(DbusMessage.Kind.CALL, header.kind());
    assertEquals(2, header.serial());
    assertEquals(OBJECT, header.path());
    assertEquals(MANAGER, header.interfaceName());
    assertEquals("StartTransientUnit", header.member());
    assertEquals("org.freedesktop.systemd1", header.destination());
    assertEquals(":1.3", header.sender());
    assertEquals("ssa(sv)a(sa(sv))", header.signature());
    assertNull(header.errorName());
    assertEquals(startArguments(), frame.arguments());
  }

  @Test
  void allTypesAreWrittenAndRead() {
    DbusFrame frame = new DbusFrame(Hex.bytes(ALL));
    assertEquals(allArguments(), frame.arguments());
    assertTrue(Hex.of(frame.header().encode(allArguments())).endsWith(ALL_BODY));
  }

  @Test
  void errorIsRead() {
    DbusFrame frame = new DbusFrame(Hex.bytes(ERROR));
    assertEquals(DbusMessage.Kind.ERROR, frame.header().kind());
    assertEquals(2, frame.header().replyTo());
    assertEquals("org.freedesktop.DBus.Error.NameHasNoOwner", frame.header().errorName());
    assertEquals(
        List.of(DbusValue.text("Name \"org.freedesktop.systemd1\" does not exist")),
        frame.arguments());
  }

  /** A return with an uint32 and a string from a machine that has the highest byte first. */
  @Test
  void otherByteOrderIsRead() {
    String big =
        "42020101"
            + "00000010"
            + "00000007"
            + "00000010"
            + "0501750000000002"
            + "0801670002757300"
            + "01020304"
            + "00000003"
            + "61626300"
            + "00000000";
    byte[] bytes = Hex.bytes(big.substring(0, big.length() - 8));
    bytes[7] = 12;
    DbusFrame frame = new DbusFrame(bytes);
    assertEquals(2, frame.header().replyTo());
    assertEquals(List.of(DbusValue.uint32(0x01020304), DbusValue.text("abc")), frame.arguments());
  }

  @Test
  void lengthIsKnownFromTheHead() {
    byte[] start = Hex.bytes(START);
    assertEquals(start.length, DbusFrame.length(start));
    start[7] = 1;
    assertThrows(DbusException.class, () -> DbusFrame.length(start));
  }

  @Test
  void kindsOfLaterVersionsAreRead() {
    byte[] later = Hex.bytes(ERROR);
    later[1] = 9;
    assertEquals(DbusMessage.Kind.OTHER, new DbusFrame(later).header().kind());
  }

  @Test
  void whatIsBrokenIsRefused() {
    // No order of bytes; version 2; no kind; a serial of 0; a return that answers nothing
    for (String change : List.of("0=00", "3=02", "1=00", "8=00", "89=2e")) {
      byte[] bytes = Hex.bytes(ERROR);
      int equals = change.indexOf('=');
      bytes[Integer.parseInt(change.substring(0, equals))] =
          Hex.bytes(change.substring(equals + 1))[0];
      assertThrows(DbusException.class, () -> new DbusFrame(bytes).header(), change);
    }
    // A string that ends in another place, an array and a boolean that are too large
    for (String change : List.of("0f000000=10000000", "c7000000=c8000000", "01000000=02000000")) {
      int equals = change.indexOf('=');
      String body = START_BODY.replace(change.substring(0, equals), change.substring(equals + 1));
      byte[] bytes = Hex.bytes(START.replace(START_BODY, body));
      assertThrows(DbusException.class, () -> new DbusFrame(bytes).arguments(), change);
    }
  }

  @Test
  void textThatIsNotUtf8IsNotSent() {
    for (String text : List.of("\udc80", "a\0b", "\ud834")) {
      assertThrows(
          DbusException.class,
          () -> DbusMessage.call(1, null, "/", "a.b", "C", List.of(DbusValue.text(text))));
    }
    assertThrows(
        DbusException.class, () -> DbusMessage.call(1, null, "/a-b", "a.b", "C", List.of()));
  }
}
