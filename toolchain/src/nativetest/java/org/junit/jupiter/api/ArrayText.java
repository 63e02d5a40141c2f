package org.junit.jupiter.api;

import org.jspecify.annotations.Nullable;

/** Arrays as text: two are equal when their texts are. */
final class ArrayText {
  private ArrayText() {}

  static String of(boolean @Nullable [] array) {
    return java.util.Arrays.toString(array);
  }

  static String of(byte @Nullable [] array) {
    return java.util.Arrays.toString(array);
  }

  static String of(char @Nullable [] array) {
    if (array == null) {
      return "null";
    }
    // As numbers: a comma is a char too.
    var text = new StringBuilder("[");
    for (char c : array) {
      text.append((int) c).append(' ');
    }
    return text.append(']').toString();
  }

  static String of(short @Nullable [] array) {
    return java.util.Arrays.toString(array);
  }

  static String of(int @Nullable [] array) {
    return java.util.Arrays.toString(array);
  }

  static String of(long @Nullable [] array) {
    return java.util.Arrays.toString(array);
  }
}
