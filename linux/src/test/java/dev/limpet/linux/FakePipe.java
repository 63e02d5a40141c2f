package dev.limpet.linux;

import java.util.Arrays;

/** The bytes on their way through a pipe, and who could still write or read them. */
final class FakePipe {
  byte[] bytes = new byte[0];

  /** Whether there is no room for more. */
  boolean full;

  boolean otherHoldsReader;
  boolean otherHoldsWriter;

  void append(byte[] more, int offset, int length) {
    byte[] all = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(more, offset, all, bytes.length, length);
    bytes = all;
  }

  int take(byte[] buffer, int offset, int length) {
    int count = Math.min(length, bytes.length);
    System.arraycopy(bytes, 0, buffer, offset, count);
    bytes = Arrays.copyOfRange(bytes, count, bytes.length);
    return count;
  }
}
