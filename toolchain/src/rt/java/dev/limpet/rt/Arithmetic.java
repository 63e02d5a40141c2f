package dev.limpet.rt;

/** Integer arithmetic as the Java Language Specification has it, where C differs. */
public final class Arithmetic {
  /** The least double above every long: 2^63. */
  private static final double LONG_LIMIT = 0x1p63;

  private Arithmetic() {}

  public static int divide(int a, int b) {
    if (b == 0) {
      throw byZero();
    }
    return b == -1 ? -a : a / b;
  }

  public static int remainder(int a, int b) {
    if (b == 0) {
      throw byZero();
    }
    return b == -1 ? 0 : a % b;
  }

  public static long divide(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return b == -1 ? -a : a / b;
  }

  public static long remainder(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return b == -1 ? 0 : a % b;
  }

  public static int divideUnsigned(int a, int b) {
    if (b == 0) {
      throw byZero();
    }
    return Integer.divideUnsigned(a, b);
  }

  public static int remainderUnsigned(int a, int b) {
    if (b == 0) {
      throw byZero();
    }
    return Integer.remainderUnsigned(a, b);
  }

  public static long divideUnsigned(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return Long.divideUnsigned(a, b);
  }

  public static long remainderUnsigned(long a, long b) {
    if (b == 0) {
      throw byZero();
    }
    return Long.remainderUnsigned(a, b);
  }

  public static int toInt(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    if (value >= Integer.MAX_VALUE) {
      return Integer.MAX_VALUE;
    }
    return value <= Integer.MIN_VALUE ? Integer.MIN_VALUE : (int) value;
  }

  public static int toInt(float value) {
    return toInt((double) value);
  }

  public static long toLong(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    if (value >= LONG_LIMIT) {
      return Long.MAX_VALUE;
    }
    return value <= -LONG_LIMIT ? Long.MIN_VALUE : (long) value;
  }

  public static long toLong(float value) {
    return toLong((double) value);
  }

  private static ArithmeticException byZero() {
    return new ArithmeticException("/ by zero");
  }
}
