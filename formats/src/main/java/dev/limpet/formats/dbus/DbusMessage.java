package dev.limpet.formats.dbus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message.
 *
 * @param serial its number with who sends it, from 1 to 2<sup>32</sup> - 1
 * @param replyTo the number of the call that it answers; 0 for none
 * @param path the object that is called, or that tells something
 * @param destination the name on the bus of who shall get it
 * @param sender the name of who sends it, which the bus sets
 * @param signature the types of its arguments
 */
public record DbusMessage(
    Kind kind,
    long serial,
    long replyTo,
    @Nullable String path,
    @Nullable String interfaceName,
    @Nullable String member,
    @Nullable String errorName,
    @Nullable String destination,
    @Nullable String sender,
    String signature) {
  /** What a message is. */
  public enum Kind {
    CALL(1),
    RETURN(2),
    ERROR(3),
    SIGNAL(4),
    /** One that later versions of the protocol may have: it is ignored. */
    OTHER(255);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  /** Whoever is called is not started for it. */
  private static final int NO_AUTO_START = 2;

  /**
   * The bytes of a call.
   *
   * @param destination null where the other end of the connection is who is called
   * @throws DbusException where an argument has a text that cannot be sent
   */
  public static byte[] call(
      long serial,
      @Nullable String destination,
      String path,
      String interfaceName,
      String member,
      List<DbusValue> arguments) {
    return new DbusMessage(
            Kind.CALL,
            serial,
            0,
            path,
            interfaceName,
            member,
            null,
            destination,
            null,
            DbusValue.signatureOf(arguments))
        .encode(arguments);
  }

  /** Its bytes. */
  public byte[] encode(List<DbusValue> arguments) {
    ValueWriter body = new ValueWriter();
    for (DbusValue argument : arguments) {
      body.value(argument);
    }
    byte[] content = body.toBytes();
    ValueWriter out = new ValueWriter();
    out.number('l', 1);
    out.number(kind.code, 1);
    out.number(kind == Kind.CALL ? NO_AUTO_START : 0, 1);
    out.number(1, 1);
    out.number(content.length, 4);
    out.number(serial, 4);
    out.value(new DbusValue.Elements("(yv)", headerFields()));
    out.align(8);
    for (byte b : content) {
      out.number(b, 1);
    }
    return out.toBytes();
  }

  private List<DbusValue> headerFields() {
    List<DbusValue> fields = new ArrayList<>();
    add(fields, DbusFrame.PATH, 'o', path);
    add(fields, DbusFrame.MEMBER, 's', member);
    add(fields, DbusFrame.INTERFACE, 's', interfaceName);
    add(fields, DbusFrame.ERROR_NAME, 's', errorName);
    if (replyTo != 0) {
      fields.add(field(DbusFrame.REPLY_SERIAL, DbusValue.uint32(replyTo)));
    }
    add(fields, DbusFrame.DESTINATION, 's', destination);
    add(fields, DbusFrame.SENDER, 's', sender);
    add(fields, DbusFrame.SIGNATURE, 'g', signature.isEmpty() ? null : signature);
    return fields;
  }

  private static void add(List<DbusValue> fields, int code, char type, @Nullable String text) {
    if (text != null) {
      fields.add(field(code, new DbusValue.Text(type, text)));
    }
  }

  private static DbusValue field(int code, DbusValue value) {
    return new DbusValue.Fields(
        List.of(new DbusValue.Fixed('y', code), new DbusValue.Variant(value)));
  }
}
