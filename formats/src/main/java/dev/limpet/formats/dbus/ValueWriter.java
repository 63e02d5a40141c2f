package dev.limpet.formats.dbus;

import java.util.Arrays;

/** Marshals values, the lowest byte first. */
final class ValueWriter {
  private byte[] bytes = new byte[256];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  /** Pads up to a multiple of {@code alignment}. */
  void align(int alignment) {
    int wanted = (size + alignment - 1) / alignment * alignment;
    reserve(wanted - size);
    size = wanted; // the bytes between are 0
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** Appends the lowest {@code count} bytes of a number, aligned to its size. */
  void number(long bits, int count) {
    align(count);
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  void value(DbusValue value) {
    switch (value) {
      case DbusValue.Fixed fixed -> number(fixed.bits(), size(fixed.type()));
      case DbusValue.Text text -> text(text);
      case DbusValue.Elements elements -> elements(elements);
      case DbusValue.Fields fields -> {
        align(8);
        for (DbusValue field : fields.values()) {
          value(field);
        }
      }
      case DbusValue.Entry entry -> {
        align(8);
        value(entry.key());
        value(entry.value());
      }
      case DbusValue.Variant variant -> {
        value(new DbusValue.Text('g', variant.value().signature()));
        value(variant.value());
      }
    }
  }

  /** How many bytes a number of that type has. */
  static int size(char type) {
    return type == 'y' ? 1 : Signatures.alignment(type);
  }

  private void text(DbusValue.Text text) {
    byte[] utf8 = Utf8.encode(text.text());
    switch (text.type()) {
      case 'g' -> Signatures.checked(text.text());
      case 'o' -> ObjectPaths.checked(text.text());
      default -> {}
    }
    number(utf8.length, text.type() == 'g' ? 1 : 4);
    reserve(utf8.length + 1);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    bytes[size++] = 0;
  }

  private void elements(DbusValue.Elements elements) {
    number(0, 4);
    int length = size - 4;
    align(Signatures.alignment(elements.element().charAt(0)));
    int start = size;
    for (DbusValue value : elements.values()) {
      value(value);
    }
    patch(length, size - start);
  }

  /** Sets the four bytes at {@code at}. */
  void patch(int at, int number) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (number >>> (8 * i));
    }
  }
}
