package dev.limpet.rt;

/** Arithmetic as the Java specifications have it, where C or TeaVM's class library differ. */
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

  /** {@link Math#rint}: to the nearest integer, of two as near the even one. */
  public static double rint(double value) {
    // From 2^52 on all are integers; below, the sum has no bits for a fraction, and rounds to even.
    double magnitude = Math.abs(value);
    if (!(magnitude < 0x1p52)) {
      return value;
    }
    return Math.copySign(magnitude + 0x1p52 - 0x1p52, value);
  }

  /** {@link Math#round(double)}: to the nearest integer, of two as near the larger one. */
  public static long round(double value) {
    double floor = Math.floor(value);
    return toLong(value - floor >= 0.5 ? floor + 1 : floor);
  }

  /** {@link Math#round(float)}. */
  public static int round(float value) {
    double floor = Math.floor(value);
    return toInt(value - floor >= 0.5 ? floor + 1 : floor);
  }

  private static ArithmeticException byZero() {
    return new ArithmeticException("/ by zero");
  }
}
