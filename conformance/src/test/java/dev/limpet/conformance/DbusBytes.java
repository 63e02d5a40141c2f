package dev.limpet.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of D-Bus for a peer that a test has, written by its specification and not with our own
 * code: values are Long, Boolean, String and List.
 */
final class DbusBytes {
  private final ByteBuffer bytes;

  private DbusBytes(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A message: its fields by their codes, and its arguments. */
  record Message(int kind, int serial, List<Object> fields, List<Object> arguments) {
    /** The field of that code; an empty text for none. */
    Object field(int code) {
      for (Object field : fields) {
        List<?> pair = (List<?>) field;
        if (pair.get(0).equals((long) code)) {
          return pair.get(1);
        }
      }
      return "";
    }
  }

  static Message read(byte[] message) {
    DbusBytes in = new DbusBytes(ByteBuffer.wrap(message));
    int kind = in.bytes.get(1);
    int serial = in.bytes.getInt(8);
    in.bytes.position(12);
    @SuppressWarnings("unchecked")
    List<Object> fields = (List<Object>) in.value("a(yv)", new int[1]);
    in.align(8);
    List<Object> arguments = new ArrayList<>();
    Object signature = new Message(kind, serial, fields, List.of()).field(8);
    int[] at = {0};
    while (signature instanceof String types && at[0] < types.length()) {
      arguments.add(in.value(types, at));
    }
    return new Message(kind, serial, fields, arguments);
  }

  private void align(int to) {
    bytes.position((bytes.position() + to - 1) / to * to);
  }

  private String string(int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    bytes.get();
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The value of the type at {@code at[0]}, which moves behind that type. */
  private Object value(String types, int[] at) {
    char type = types.charAt(at[0]++);
    return switch (type) {
      case 'y' -> bytes.get() & 0xffL;
      case 'b' -> number() != 0;
      case 'u', 'i' -> number();
      case 't', 'x' -> {
        align(8);
        yield bytes.getLong();
      }
      case 's', 'o' -> string((int) number());
      case 'g' -> string(bytes.get() & 0xff);
      case 'v' -> value(string(bytes.get() & 0xff), new int[1]);
      case '(' -> {
        align(8);
        List<Object> struct = new ArrayList<>();
        while (types.charAt(at[0]) != ')') {
          struct.add(value(types, at));
        }
        at[0]++;
        yield struct;
      }
      case 'a' -> array(types, at);
      default -> throw new AssertionError("type " + type);
    };
  }

  private long number() {
    align(4);
    return bytes.getInt();
  }

  private List<Object> array(String types, int[] at) {
    int length = (int) number();
    align("(xt{".indexOf(types.charAt(at[0])) >= 0 ? 8 : 1);
    int end = bytes.position() + length;
    int element = at[0];
    List<Object> all = new ArrayList<>();
    while (bytes.position() < end) {
      at[0] = element;
      all.add(value(types, at));
    }
    at[0] = skip(types, element);
    return all;
  }

  private static int skip(String types, int at) {
    int next = at;
    while (types.charAt(next) == 'a') {
      next++;
    }
    int depth = 0;
    do {
      char type = types.charAt(next++);
      depth += type == '(' ? 1 : type == ')' ? -1 : 0;
    } while (depth > 0);
    return next;
  }

  /** A field of a header: its code, its type, and a String or a Long. */
  record Field(int code, char type, Object value) {}

  /** A message with arguments that are texts, or numbers for {@code u}. */
  static byte[] write(
      int kind, int serial, List<Field> fields, String signature, Object... arguments) {
    DbusBytes body = new DbusBytes(ByteBuffer.allocate(4096));
    for (int i = 0; i < arguments.length; i++) {
      body.put(signature.charAt(i), arguments[i]);
    }
    DbusBytes out = new DbusBytes(ByteBuffer.allocate(8192));
    out.bytes.put((byte) 'l').put((byte) kind).put((byte) 0).put((byte) 1);
    out.bytes.putInt(body.bytes.position()).putInt(serial).putInt(0);
    List<Field> all = new ArrayList<>(fields);
    if (!signature.isEmpty()) {
      all.add(new Field(8, 'g', signature));
    }
    for (Field field : all) {
      out.align(8);
      out.bytes.put((byte) field.code());
      out.put('g', String.valueOf(field.type()));
      out.put(field.type(), field.value());
    }
    out.bytes.putInt(12, out.bytes.position() - 16);
    out.align(8);
    out.bytes.put(body.bytes.flip());
    byte[] message = new byte[out.bytes.position()];
    out.bytes.get(0, message);
    return message;
  }

  private void put(char type, Object value) {
    switch (type) {
      case 'u' -> {
        align(4);
        bytes.putInt(((Number) value).intValue());
      }
      case 'v' -> {
        put('g', "s");
        put('s', value);
      }
      default -> {
        byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
        if (type == 'g') {
          bytes.put((byte) text.length);
        } else {
          align(4);
          bytes.putInt(text.length);
        }
        bytes.put(text).put((byte) 0);
      }
    }
  }
}
