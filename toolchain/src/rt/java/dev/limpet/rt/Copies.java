package dev.limpet.rt;

/** {@link java.util.Arrays#copyOf} in blocks, not item by item. */
public final class Copies {
  private Copies() {}

  public static byte[] copyOf(byte[] array, int length) {
    int kept = Math.min(array.length, length);
    byte[] copy = new byte[ArrayGuard.length(length, 0)];
    ArrayGuard.copy(array, 0, copy, 0, kept);
    return copy;
  }

  public static char[] copyOf(char[] array, int length) {
    int kept = Math.min(array.length, length);
    char[] copy = new char[ArrayGuard.length(length, 1)];
    ArrayGuard.copy(array, 0, copy, 0, kept);
    return copy;
  }

  public static int[] copyOf(int[] array, int length) {
    int kept = Math.min(array.length, length);
    int[] copy = new int[ArrayGuard.length(length, 2)];
    ArrayGuard.copy(array, 0, copy, 0, kept);
    return copy;
  }

  public static long[] copyOf(long[] array, int length) {
    int kept = Math.min(array.length, length);
    long[] copy = new long[ArrayGuard.length(length, 3)];
    ArrayGuard.copy(array, 0, copy, 0, kept);
    return copy;
  }
}
