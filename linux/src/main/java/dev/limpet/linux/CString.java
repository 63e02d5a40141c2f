package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;

/** Strings in memory as C has them: bytes, ended by a NUL. */
final class CString {
  /** Most strings of an environment are shorter. */
  static final int BLOCK = 128;

  private CString() {}

  /** The string at {@code address}. */
  static String read(long address) {
    return read(address, new char[BLOCK]);
  }

  /**
   * The same.
   *
   * @param block room for characters on the way, which is overwritten
   */
  static String read(long address, char[] block) {
    for (int i = 0; i < block.length; i++) {
      byte b = Raw.peekByte(address + i);
      if (b == 0) {
        return new String(block, 0, i);
      }
      if (b < 0) {
        break;
      }
      block[i] = (char) b;
    }
    return read(address, length(address));
  }

  /** How many bytes stand before the NUL. */
  static int length(long address) {
    int length = 0;
    while (Raw.peekByte(address + length) != 0) {
      length++;
    }
    return length;
  }

  /** The string of the {@code length} bytes at {@code address}. */
  static String read(long address, int length) {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      byte b = Raw.peekByte(address + i);
      if (b < 0) {
        return readEncoded(address, length);
      }
      chars[i] = (char) b;
    }
    return new String(chars);
  }

  private static String readEncoded(long address, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = Raw.peekByte(address + i);
    }
    return OsString.decode(bytes);
  }

  /** The strings that the array at {@code address}, ended by NULL, points to. */
  static String[] readArray(long address) {
    int count = 0;
    while (Raw.peekLong(address + count * 8L) != 0) {
      count++;
    }
    String[] strings = new String[count];
    char[] block = new char[BLOCK];
    for (int i = 0; i < count; i++) {
      strings[i] = read(Raw.peekLong(address + i * 8L), block);
    }
    return strings;
  }

  /** The most bytes that {@link #write} may need for a string. */
  static long bound(String string) {
    return string.length() * 3L + 1;
  }

  /**
   * Writes a string and its NUL to {@code address}, where {@link #bound} bytes are free.
   *
   * @param block room for characters on the way, which is overwritten
   * @return how many bytes were written, or -errno: EINVAL for a string that holds a NUL, EILSEQ
   *     for one that stands for no bytes (see {@link OsString#encode})
   */
  static int write(long address, String string, char[] block) {
    int length = string.length();
    // A block of characters at once: String.charAt would be most of what a system call costs here.
    for (int from = 0; from < length; from += block.length) {
      int count = Math.min(block.length, length - from);
      string.getChars(from, from + count, block, 0);
      for (int i = 0; i < count; i++) {
        char c = block[i];
        if (c == 0) {
          return -Errno.EINVAL;
        }
        if (c >= 0x80) {
          return writeEncoded(address, string);
        }
        Raw.pokeByte(address + from + i, (byte) c);
      }
    }
    Raw.pokeByte(address + length, (byte) 0);
    return length + 1;
  }

  private static int writeEncoded(long address, String string) {
    if (string.indexOf(0) >= 0) {
      return -Errno.EINVAL;
    }
    if (!OsString.isEncodable(string)) {
      return -Errno.EILSEQ;
    }
    byte[] bytes = OsString.encode(string);
    for (int i = 0; i < bytes.length; i++) {
      Raw.pokeByte(address + i, bytes[i]);
    }
    Raw.pokeByte(address + bytes.length, (byte) 0);
    return bytes.length + 1;
  }
}
