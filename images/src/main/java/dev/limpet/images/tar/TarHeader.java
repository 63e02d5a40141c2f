package dev.limpet.images.tar;

import dev.limpet.images.oci.ImageException;
import dev.limpet.linux.OsString;

/** A block of 512 bytes that begins an entry: POSIX ustar, with what GNU tar made of it. */
final class TarHeader {
  static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_SIZE = 8;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int PREFIX_SIZE = 155;

  private final byte[] block;
  private final long number;

  /**
   * @param number of the entry in its archive, for messages
   */
  TarHeader(byte[] block, long number) {
    this.block = block;
    this.number = number;
  }

  boolean isEnd() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Old writers summed up signed bytes. */
  void check() {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean sum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_SIZE;
      unsigned += sum ? ' ' : block[i] & 0xff;
      signed += sum ? ' ' : block[i];
    }
    long said = number(CHECKSUM, CHECKSUM_SIZE, "checksum");
    if (said != unsigned && said != signed) {
      throw wrong("right checksum");
    }
  }

  char type() {
    return (char) (block[156] & 0xff);
  }

  String path() {
    String name = text(0, 100);
    boolean posix = text(MAGIC, 6).equals("ustar");
    String prefix = posix ? text(PREFIX, PREFIX_SIZE) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  String link() {
    return text(157, 100);
  }

  int mode() {
    return (int) number(100, 8, "mode") & 07777;
  }

  long uid() {
    return number(108, 8, "owner");
  }

  long gid() {
    return number(116, 8, "group");
  }

  long size() {
    return number(124, 12, "size");
  }

  long modified() {
    return number(136, 12, "time");
  }

  int major() {
    return device(329);
  }

  int minor() {
    return device(337);
  }

  /** Writers leave the numbers of what is no device in any state. */
  private int device(int at) {
    boolean device = type() == '3' || type() == '4';
    return device ? (int) number(at, 8, "device") : 0;
  }

  private String text(int at, int size) {
    int end = at;
    while (end < at + size && block[end] != 0) {
      end++;
    }
    return OsString.decode(block, at, end - at);
  }

  /** Octal digits among blanks, or, as GNU tar has it, a number of base 256. */
  private long number(int at, int size, String what) {
    if ((block[at] & 0x80) != 0) {
      return binary(at, size, what);
    }
    int from = at;
    int end = at + size;
    while (from < end && (block[from] == ' ' || block[from] == 0)) {
      from++;
    }
    long value = 0;
    while (from < end && block[from] != ' ' && block[from] != 0) {
      int digit = block[from] - '0';
      if (digit < 0 || digit > 7) {
        throw wrong(what);
      }
      value = value << 3 | digit;
      from++;
    }
    return value;
  }

  private long binary(int at, int size, String what) {
    boolean negative = (block[at] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < size; i++) {
      int b = i == 0 ? (block[at] & 0x3f) | (negative ? 0xc0 : 0) : block[at + i] & 0xff;
      if (size - i > 8 && b != (negative ? 0xff : 0)) {
        throw wrong(what);
      }
      value = value << 8 | b;
    }
    if ((value < 0) != negative) {
      throw wrong(what);
    }
    return value;
  }

  private ImageException wrong(String what) {
    if (number == 0) {
      return new ImageException("this is no archive: it does not begin with a header of tar");
    }
    return new ImageException("entry " + number + " of the archive has no " + what);
  }
}
