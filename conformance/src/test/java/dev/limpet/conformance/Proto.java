package dev.limpet.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Messages of Protocol Buffers, as far as a test needs them. */
final class Proto {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Proto with(int field, String value) {
    return with(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Proto with(int field, Proto value) {
    return with(field, value.bytes());
  }

  Proto with(int field, long value) {
    varint(((long) field << 3) | VARINT);
    varint(value);
    return this;
  }

  private Proto with(int field, byte[] value) {
    varint(((long) field << 3) | BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** What has come. */
  static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The last of the fields with that number. */
    private Optional<byte[]> find(int field) {
      Optional<byte[]> found = Optional.empty();
      at = 0;
      while (at < bytes.length) {
        long key = varint();
        int start = at;
        int length = 0;
        if ((key & 7) == BYTES) {
          length = (int) varint();
          start = at;
          at += length;
        } else {
          varint();
          length = at - start;
        }
        if ((key >>> 3) == field) {
          found = Optional.of(Arrays.copyOfRange(bytes, start, start + length));
        }
      }
      return found;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    String text(int field) {
      return new String(find(field).orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    Reader message(int field) {
      return new Reader(find(field).orElse(new byte[0]));
    }

    long number(int field) {
      return find(field).map(value -> new Reader(value).varint()).orElse(0L);
    }
  }
}
