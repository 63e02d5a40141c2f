package dev.limpet.formats.dbus;

import java.util.ArrayList;
import java.util.List;

/** A value of one complete type. */
public sealed interface DbusValue {
  /** Its type, in the letters of D-Bus. */
  String signature();

  /**
   * A number of fixed size, or a boolean.
   *
   * @param type one of {@code ybnqiuxtdh}
   * @param bits the value: 0 or 1 of a boolean; the bits of IEEE 754 of a double; all others as
   *     they are, those of 64 bits without a sign as the same bits
   */
  record Fixed(char type, long bits) implements DbusValue {
    @Override
    public String signature() {
      return String.valueOf(type);
    }
  }

  /**
   * A text.
   *
   * @param type {@code s}; {@code o} for the path of an object, {@code g} for a signature
   */
  record Text(char type, String text) implements DbusValue {
    @Override
    public String signature() {
      return String.valueOf(type);
    }
  }

  /**
   * An array.
   *
   * @param element the type of all its elements
   */
  record Elements(String element, List<DbusValue> values) implements DbusValue {
    public Elements {
      values = List.copyOf(values);
    }

    @Override
    public String signature() {
      return "a" + element;
    }
  }

  /** A struct; it has a field at least. */
  record Fields(List<DbusValue> values) implements DbusValue {
    public Fields {
      values = List.copyOf(values);
    }

    @Override
    public String signature() {
      return "(" + signatureOf(values) + ")";
    }
  }

  /** An element of an array that is a dictionary. */
  record Entry(DbusValue key, DbusValue value) implements DbusValue {
    @Override
    public String signature() {
      return "{" + key.signature() + value.signature() + "}";
    }
  }

  /** A value that brings its type along. */
  record Variant(DbusValue value) implements DbusValue {
    @Override
    public String signature() {
      return "v";
    }
  }

  /** The types of several values, one after the other. */
  static String signatureOf(List<DbusValue> values) {
    StringBuilder all = new StringBuilder();
    for (DbusValue value : values) {
      all.append(value.signature());
    }
    return all.toString();
  }

  static DbusValue text(String text) {
    return new Text('s', text);
  }

  static DbusValue flag(boolean value) {
    return new Fixed('b', value ? 1 : 0);
  }

  /** 32 bits without a sign. */
  static DbusValue uint32(long value) {
    return new Fixed('u', value);
  }

  /** 64 bits without a sign. */
  static DbusValue uint64(long bits) {
    return new Fixed('t', bits);
  }

  static DbusValue texts(List<String> texts) {
    List<DbusValue> values = new ArrayList<>();
    for (String text : texts) {
      values.add(text(text));
    }
    return new Elements("s", values);
  }

  static DbusValue bytes(byte[] bytes) {
    List<DbusValue> values = new ArrayList<>();
    for (byte b : bytes) {
      values.add(new Fixed('y', b & 0xff));
    }
    return new Elements("y", values);
  }
}
