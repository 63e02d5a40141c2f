package dev.limpet.formats.dbus;

import java.util.ArrayList;
import java.util.List;

/** Reads values that somebody else has marshalled. */
final class ValueReader {
  /** How deep values may lie in each other. */
  private static final int DEEPEST = 64;

  /** More than any message has that is read here. */
  private static final int MOST_VALUES = 1 << 16;

  private final byte[] bytes;
  private final int end;
  private final boolean little;
  private int at;
  private int values;

  /** Reads from {@code start} to {@code end}. Alignment counts from the first of the bytes. */
  ValueReader(byte[] bytes, int start, int end, boolean little) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.little = little;
  }

  /** Where the next value begins. */
  int at() {
    return at;
  }

  /** The values of these types, which fill the bytes. */
  List<DbusValue> all(String signature) {
    List<DbusValue> all = new ArrayList<>();
    int type = 0;
    while (type < signature.length()) {
      int next = Signatures.end(signature, type);
      all.add(value(signature.substring(type, next)));
      type = next;
    }
    if (at != end) {
      throw new DbusException("more bytes than the signature " + signature + " wants");
    }
    return all;
  }

  /** The next value, of one complete type. */
  DbusValue value(String signature) {
    return value(signature, 0);
  }

  private DbusValue value(String signature, int depth) {
    values++;
    if (depth > DEEPEST || values > MOST_VALUES) {
      throw new DbusException(
          depth > DEEPEST ? "values lie too deep in each other" : "too many values");
    }
    char type = signature.charAt(0);
    return switch (type) {
      case 's', 'o', 'g' -> text(type);
      case 'a' -> elements(signature.substring(1), depth);
      case '(' -> fields(signature, depth);
      case '{' -> {
        align(8);
        DbusValue key = value(signature.substring(1, 2), depth + 1);
        yield new DbusValue.Entry(
            key, value(signature.substring(2, signature.length() - 1), depth + 1));
      }
      case 'v' -> variant(depth);
      default -> fixed(type);
    };
  }

  /** Skips the padding, which is 0. */
  void align(int alignment) {
    while (at % alignment != 0) {
      if (octet() != 0) {
        throw new DbusException("padding that is not 0");
      }
    }
  }

  private int octet() {
    if (at >= end) {
      throw new DbusException("a message that ends too early");
    }
    return bytes[at++] & 0xff;
  }

  /** A number of {@code count} bytes, without a sign. */
  long number(int count) {
    align(count);
    long bits = 0;
    for (int i = 0; i < count; i++) {
      long octet = octet();
      bits = little ? bits | octet << (8 * i) : bits << 8 | octet;
    }
    return bits;
  }

  private DbusValue fixed(char type) {
    long bits = number(ValueWriter.size(type));
    long value =
        switch (type) {
          case 'n' -> (short) bits;
          case 'i' -> (int) bits;
          default -> bits;
        };
    if (type == 'b' && value > 1) {
      throw new DbusException("a boolean that is " + value);
    }
    return new DbusValue.Fixed(type, value);
  }

  private DbusValue.Text text(char type) {
    long length = number(type == 'g' ? 1 : 4);
    if (length >= end - at) {
      throw new DbusException("a string that ends too late");
    }
    String text = Utf8.decode(bytes, at, (int) length);
    at += (int) length;
    if (octet() != 0) {
      throw new DbusException("a string without its end");
    }
    switch (type) {
      case 'g' -> Signatures.checked(text);
      case 'o' -> ObjectPaths.checked(text);
      default -> {}
    }
    return new DbusValue.Text(type, text);
  }

  private DbusValue elements(String element, int depth) {
    long length = number(4);
    align(Signatures.alignment(element.charAt(0)));
    if (length > end - at) {
      throw new DbusException("an array that ends too late");
    }
    int stop = at + (int) length;
    List<DbusValue> all = new ArrayList<>();
    while (at < stop) {
      all.add(value(element, depth + 1));
    }
    if (at != stop) {
      throw new DbusException("an array that ends within an element");
    }
    return new DbusValue.Elements(element, all);
  }

  private DbusValue fields(String signature, int depth) {
    align(8);
    List<DbusValue> all = new ArrayList<>();
    int type = 1;
    while (type < signature.length() - 1) {
      int next = Signatures.end(signature, type);
      all.add(value(signature.substring(type, next), depth + 1));
      type = next;
    }
    return new DbusValue.Fields(all);
  }

  private DbusValue variant(int depth) {
    String type = text('g').text();
    if (type.isEmpty() || Signatures.end(type, 0) != type.length()) {
      throw new DbusException("a variant of the type \"" + type + "\"");
    }
    return new DbusValue.Variant(value(type, depth + 1));
  }
}
