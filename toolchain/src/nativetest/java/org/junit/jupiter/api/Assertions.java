package org.junit.jupiter.api;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/**
 * The part of JUnit's assertions that native unit tests may use, under its name and signatures. A
 * test is compiled against JUnit and linked to this.
 */
// JUnit's own signatures, and identity is what assertSame is about.
@SuppressWarnings({"TypeParameterUnusedInFormals", "ReferenceEquality"})
public final class Assertions {
  private Assertions() {}

  public static <V> V fail() {
    throw new AssertionError("failed");
  }

  public static <V> V fail(String message) {
    throw new AssertionError(message);
  }

  public static <V> V fail(String message, Throwable cause) {
    throw new AssertionError(message + ": " + cause);
  }

  public static <V> V fail(Throwable cause) {
    throw new AssertionError(String.valueOf(cause));
  }

  public static void assertTrue(boolean condition) {
    check(condition, null, "expected true");
  }

  public static void assertTrue(boolean condition, String message) {
    check(condition, message, "expected true");
  }

  public static void assertTrue(boolean condition, Supplier<String> message) {
    if (!condition) {
      check(false, message.get(), "expected true");
    }
  }

  public static void assertFalse(boolean condition) {
    check(!condition, null, "expected false");
  }

  public static void assertFalse(boolean condition, String message) {
    check(!condition, message, "expected false");
  }

  public static void assertFalse(boolean condition, Supplier<String> message) {
    if (condition) {
      check(false, message.get(), "expected false");
    }
  }

  public static void assertNull(@Nullable Object actual) {
    check(actual == null, null, "expected null, was " + actual);
  }

  public static void assertNull(@Nullable Object actual, String message) {
    check(actual == null, message, "expected null, was " + actual);
  }

  public static void assertNotNull(@Nullable Object actual) {
    check(actual != null, null, "expected something, was null");
  }

  public static void assertNotNull(@Nullable Object actual, String message) {
    check(actual != null, message, "expected something, was null");
  }

  public static void assertSame(@Nullable Object expected, @Nullable Object actual) {
    assertSame(expected, actual, null);
  }

  public static void assertSame(
      @Nullable Object expected, @Nullable Object actual, @Nullable String message) {
    check(
        expected == actual, message, "expected the same object as " + expected + ", was " + actual);
  }

  public static void assertNotSame(@Nullable Object unexpected, @Nullable Object actual) {
    check(unexpected != actual, null, "expected another object than " + actual);
  }

  public static void assertEquals(@Nullable Object expected, @Nullable Object actual) {
    equal(Objects.equals(expected, actual), expected, actual, null);
  }

  public static void assertEquals(
      @Nullable Object expected, @Nullable Object actual, @Nullable String message) {
    equal(Objects.equals(expected, actual), expected, actual, message);
  }

  public static void assertEquals(
      @Nullable Object expected, @Nullable Object actual, Supplier<String> message) {
    if (!Objects.equals(expected, actual)) {
      equal(false, expected, actual, message.get());
    }
  }

  public static void assertEquals(byte expected, byte actual) {
    equal(expected == actual, expected, actual, null);
  }

  public static void assertEquals(short expected, short actual) {
    equal(expected == actual, expected, actual, null);
  }

  public static void assertEquals(char expected, char actual) {
    equal(expected == actual, expected, actual, null);
  }

  public static void assertEquals(int expected, int actual) {
    equal(expected == actual, expected, actual, null);
  }

  public static void assertEquals(int expected, int actual, String message) {
    equal(expected == actual, expected, actual, message);
  }

  public static void assertEquals(int expected, int actual, Supplier<String> message) {
    if (expected != actual) {
      equal(false, expected, actual, message.get());
    }
  }

  public static void assertEquals(long expected, long actual) {
    equal(expected == actual, expected, actual, null);
  }

  public static void assertEquals(long expected, long actual, String message) {
    equal(expected == actual, expected, actual, message);
  }

  public static void assertEquals(long expected, long actual, Supplier<String> message) {
    if (expected != actual) {
      equal(false, expected, actual, message.get());
    }
  }

  /** As JUnit: NaN equals NaN, and 0.0 is not -0.0. */
  public static void assertEquals(@Nullable Integer expected, @Nullable Integer actual) {
    assertEquals((Object) expected, (Object) actual);
  }

  public static void assertEquals(int expected, @Nullable Integer actual) {
    assertEquals((Object) expected, (Object) actual);
  }

  public static void assertEquals(@Nullable Integer expected, int actual) {
    assertEquals((Object) expected, (Object) actual);
  }

  public static void assertEquals(@Nullable Long expected, @Nullable Long actual) {
    assertEquals((Object) expected, (Object) actual);
  }

  public static void assertEquals(long expected, @Nullable Long actual) {
    assertEquals((Object) expected, (Object) actual);
  }

  public static void assertEquals(@Nullable Long expected, long actual) {
    assertEquals((Object) expected, (Object) actual);
  }

  public static void assertEquals(double expected, double actual) {
    boolean same = Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
    equal(same, expected, actual, null);
  }

  public static void assertEquals(double expected, double actual, double delta) {
    boolean near = Math.abs(expected - actual) <= delta;
    boolean same = Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
    equal(near || same, expected, actual, null);
  }

  public static void assertNotEquals(@Nullable Object unexpected, @Nullable Object actual) {
    check(!Objects.equals(unexpected, actual), null, "expected anything but " + actual);
  }

  public static void assertNotEquals(
      @Nullable Object unexpected, @Nullable Object actual, String message) {
    check(!Objects.equals(unexpected, actual), message, "expected anything but " + actual);
  }

  public static void assertNotEquals(int unexpected, int actual) {
    check(unexpected != actual, null, "expected anything but " + actual);
  }

  public static void assertNotEquals(int unexpected, int actual, String message) {
    check(unexpected != actual, message, "expected anything but " + actual);
  }

  public static void assertNotEquals(long unexpected, long actual) {
    check(unexpected != actual, null, "expected anything but " + actual);
  }

  public static void assertNotEquals(long unexpected, long actual, String message) {
    check(unexpected != actual, message, "expected anything but " + actual);
  }

  public static void assertArrayEquals(boolean @Nullable [] expected, boolean @Nullable [] actual) {
    elements(ArrayText.of(expected), ArrayText.of(actual), null);
  }

  public static void assertArrayEquals(byte @Nullable [] expected, byte @Nullable [] actual) {
    elements(ArrayText.of(expected), ArrayText.of(actual), null);
  }

  public static void assertArrayEquals(
      byte @Nullable [] expected, byte @Nullable [] actual, String message) {
    elements(ArrayText.of(expected), ArrayText.of(actual), message);
  }

  public static void assertArrayEquals(
      byte @Nullable [] expected, byte @Nullable [] actual, Supplier<String> message) {
    elements(ArrayText.of(expected), ArrayText.of(actual), message.get());
  }

  public static void assertArrayEquals(char @Nullable [] expected, char @Nullable [] actual) {
    elements(ArrayText.of(expected), ArrayText.of(actual), null);
  }

  public static void assertArrayEquals(short @Nullable [] expected, short @Nullable [] actual) {
    elements(ArrayText.of(expected), ArrayText.of(actual), null);
  }

  public static void assertArrayEquals(int @Nullable [] expected, int @Nullable [] actual) {
    elements(ArrayText.of(expected), ArrayText.of(actual), null);
  }

  public static void assertArrayEquals(
      int @Nullable [] expected, int @Nullable [] actual, String message) {
    elements(ArrayText.of(expected), ArrayText.of(actual), message);
  }

  public static void assertArrayEquals(long @Nullable [] expected, long @Nullable [] actual) {
    elements(ArrayText.of(expected), ArrayText.of(actual), null);
  }

  public static void assertArrayEquals(
      long @Nullable [] expected, long @Nullable [] actual, String message) {
    elements(ArrayText.of(expected), ArrayText.of(actual), message);
  }

  public static void assertArrayEquals(
      @Nullable Object @Nullable [] expected, @Nullable Object @Nullable [] actual) {
    assertArrayEquals(expected, actual, (String) null);
  }

  public static void assertArrayEquals(
      @Nullable Object @Nullable [] expected,
      @Nullable Object @Nullable [] actual,
      @Nullable String message) {
    boolean same = Arrays.deepEquals(expected, actual);
    String wanted = Arrays.deepToString(expected);
    equal(same, wanted, Arrays.deepToString(actual), message);
  }

  public static <T> T assertInstanceOf(Class<T> type, @Nullable Object actual) {
    return assertInstanceOf(type, actual, (String) null);
  }

  public static <T> T assertInstanceOf(
      Class<T> type, @Nullable Object actual, @Nullable String message) {
    check(type.isInstance(actual), message, "expected a " + type.getName() + ", was " + actual);
    return type.cast(Objects.requireNonNull(actual));
  }

  public static <T extends Throwable> T assertThrows(Class<T> type, Executable code) {
    return assertThrows(type, code, (String) null);
  }

  public static <T extends Throwable> T assertThrows(
      Class<T> type, Executable code, @Nullable String message) {
    Throwable thrown = thrownBy(code);
    String wanted = "expected a " + type.getName();
    check(thrown != null, message, wanted + ", nothing was thrown");
    check(type.isInstance(thrown), message, wanted + ", was " + thrown);
    return type.cast(Objects.requireNonNull(thrown));
  }

  public static void assertDoesNotThrow(Executable code) {
    Throwable thrown = thrownBy(code);
    check(thrown == null, null, "unexpected " + thrown);
  }

  private static @Nullable Throwable thrownBy(Executable code) {
    try {
      code.execute();
    } catch (Throwable thrown) {
      return thrown;
    }
    return null;
  }

  private static void elements(String expected, String actual, @Nullable String message) {
    equal(expected.equals(actual), expected, actual, message);
  }

  private static void equal(
      boolean equal, @Nullable Object expected, @Nullable Object actual, @Nullable String message) {
    if (!equal) {
      check(false, message, "expected <" + expected + "> but was <" + actual + ">");
    }
  }

  private static void check(boolean condition, @Nullable String message, String otherwise) {
    if (!condition) {
      throw new AssertionError(message == null ? otherwise : message + ": " + otherwise);
    }
  }
}
