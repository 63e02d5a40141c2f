package dev.limpet.formats.dbus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a message that somebody has sent. */
public final class DbusFrame {
  /** How many bytes say how long a message is. */
  public static final int HEAD = 16;

  /** The specification allows 128 MiB; what is awaited here has a few hundred bytes. */
  public static final int LONGEST = 1 << 20;

  static final int PATH = 1;
  static final int INTERFACE = 2;
  static final int MEMBER = 3;
  static final int ERROR_NAME = 4;
  static final int REPLY_SERIAL = 5;
  static final int DESTINATION = 6;
  static final int SENDER = 7;
  static final int SIGNATURE = 8;
  private static final int UNIX_FDS = 9;

  private static final int BODY_LENGTH = 4;
  private static final int SERIAL = 8;
  private static final int FIELDS = 12;

  private final byte[] bytes;
  private final boolean little;
  private final int body;
  private final DbusMessage header;

  /**
   * Reads a message.
   *
   * @param bytes as many as {@link #length} says
   * @throws DbusException where it is none
   */
  public DbusFrame(byte[] bytes) {
    if (bytes.length < HEAD || length(bytes) != bytes.length) {
      throw new DbusException("a message of the wrong length");
    }
    this.bytes = bytes;
    this.little = isLittle(bytes);
    ValueReader reader = new ValueReader(bytes, FIELDS, bytes.length, little);
    DbusValue fields = reader.value("a(yv)");
    reader.align(8);
    this.body = reader.at();
    if (bytes.length - body != number(bytes, BODY_LENGTH)) {
      throw new DbusException("fields of a header that end elsewhere");
    }
    this.header = header(((DbusValue.Elements) fields).values());
  }

  /**
   * How long a message is.
   *
   * @param head its first {@link #HEAD} bytes at least
   * @throws DbusException where they do not begin a message, or one that is longer than {@link
   *     #LONGEST}
   */
  public static int length(byte[] head) {
    isLittle(head);
    if (head[3] != 1) {
      throw new DbusException("a message of version " + (head[3] & 0xff) + " of the protocol");
    }
    long fields = HEAD + number(head, FIELDS);
    long whole = (fields + 7) / 8 * 8 + number(head, BODY_LENGTH);
    if (whole > LONGEST) {
      throw new DbusException("a message of " + whole + " bytes");
    }
    return (int) whole;
  }

  private static boolean isLittle(byte[] head) {
    if (head[0] != 'l' && head[0] != 'B') {
      throw new DbusException("no message of D-Bus");
    }
    return head[0] == 'l';
  }

  private static long number(byte[] head, int at) {
    return new ValueReader(head, at, head.length, isLittle(head)).number(4);
  }

  public DbusMessage header() {
    return header;
  }

  /**
   * Its arguments.
   *
   * @throws DbusException where they are not what its signature says
   */
  public List<DbusValue> arguments() {
    // What lies in the body is aligned from the header on, which ends at a multiple of 8.
    return new ValueReader(bytes, body, bytes.length, little).all(header.signature());
  }

  private DbusMessage header(List<DbusValue> fields) {
    int kind = bytes[1] & 0xff;
    if (kind == 0) {
      throw new DbusException("a message of no kind");
    }
    long replyTo = 0;
    for (DbusValue field : fields) {
      if (code(field) == REPLY_SERIAL) {
        replyTo = expect(value(field), 'u') instanceof DbusValue.Fixed fixed ? fixed.bits() : 0;
      }
    }
    String signature = text(fields, SIGNATURE, 'g');
    DbusMessage read =
        new DbusMessage(
            DbusMessage.Kind.of(kind),
            number(bytes, SERIAL),
            replyTo,
            text(fields, PATH, 'o'),
            text(fields, INTERFACE, 's'),
            text(fields, MEMBER, 's'),
            text(fields, ERROR_NAME, 's'),
            text(fields, DESTINATION, 's'),
            text(fields, SENDER, 's'),
            signature == null ? "" : signature);
    checkDescriptors(fields);
    if (!isWhole(read)) {
      throw new DbusException("a message without the fields that it needs");
    }
    return read;
  }

  private static boolean isWhole(DbusMessage read) {
    boolean named = read.path() != null && read.member() != null;
    return read.serial() != 0
        && switch (read.kind()) {
          case OTHER -> true;
          case CALL -> named;
          case SIGNAL -> named && read.interfaceName() != null;
          case RETURN -> read.replyTo() != 0;
          case ERROR -> read.replyTo() != 0 && read.errorName() != null;
        };
  }

  /** How many descriptors come along: nobody asks for them, and none is received. */
  private static void checkDescriptors(List<DbusValue> fields) {
    for (DbusValue field : fields) {
      if (code(field) == UNIX_FDS) {
        expect(value(field), 'u');
      }
    }
  }

  private static @Nullable String text(List<DbusValue> fields, int code, char type) {
    String found = null;
    for (DbusValue field : fields) {
      if (code(field) == code && expect(value(field), type) instanceof DbusValue.Text text) {
        found = text.text();
      }
    }
    return found;
  }

  private static DbusValue expect(DbusValue value, char type) {
    if (!value.signature().equals(String.valueOf(type))) {
      throw new DbusException("a field of a header that is of type " + value.signature());
    }
    return value;
  }

  /** A field is a struct of a byte and a variant: that is how they were read. */
  private static long code(DbusValue field) {
    return ((DbusValue.Fixed) ((DbusValue.Fields) field).values().get(0)).bits();
  }

  private static DbusValue value(DbusValue field) {
    return ((DbusValue.Variant) ((DbusValue.Fields) field).values().get(1)).value();
  }
}
