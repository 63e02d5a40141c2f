package dev.limpet.cli;

/** Numbers with units, as options have them. */
public final class Quantities {
  private static final long MAX_WHOLE = Long.MAX_VALUE / 10 - 1;

  private Quantities() {}

  /** A whole number from {@code least} on. */
  public static long count(String option, String text, long least) {
    long number = digits(text, 0, text.length());
    if (number < least) {
      throw new UsageException(
          option + " " + text + " is no number: a whole one from " + least + " on is wanted");
    }
    return number;
  }

  /** Bytes: a whole number, with k, m, g or t for powers of 1024. */
  public static long size(String option, String text) {
    int length = text.length();
    int shift = length == 0 ? -1 : shift(text.charAt(length - 1));
    long number = digits(text, 0, shift > 0 ? length - 1 : length);
    if (number < 0 || shift < 0 || number > Long.MAX_VALUE >> shift) {
      throw new UsageException(
          option + " " + text + " is no size: a number of bytes, or of k, m, g or t, is wanted");
    }
    return number << shift;
  }

  /** Nanoseconds: seconds, or a number of ms, s, m, h or d, with up to nine places. */
  public static long duration(String option, String text) {
    int unit = 0;
    while (unit < text.length() && (isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
      unit++;
    }
    long nanos = fraction(text.substring(0, unit), nanosOf(text.substring(unit)));
    if (nanos <= 0) {
      throw new UsageException(
          option
              + " "
              + text
              + " is no time above zero, or too long: 10, 10s, 1.5m, 2h, 1d or 500ms");
    }
    return nanos;
  }

  private static int shift(char unit) {
    return switch (unit) {
      case 'k', 'K' -> 10;
      case 'm', 'M' -> 20;
      case 'g', 'G' -> 30;
      case 't', 'T' -> 40;
      default -> isDigit(unit) ? 0 : -1;
    };
  }

  private static long nanosOf(String unit) {
    return switch (unit) {
      case "ms" -> 1_000_000L;
      case "", "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> 86_400_000_000_000L;
      default -> 0;
    };
  }

  /** {@code number} times {@code unit}, or -1 for what is no number or too large. */
  private static long fraction(String number, long unit) {
    int point = number.indexOf('.');
    int stop = point < 0 ? number.length() : point;
    long whole = stop == 0 && point >= 0 ? 0 : digits(number, 0, stop);
    if (whole < 0 || unit == 0 || whole >= Long.MAX_VALUE / unit) {
      return -1;
    }
    long nanos = whole * unit;
    if (point < 0) {
      return nanos;
    }
    long places = digits(number, point + 1, number.length());
    int count = number.length() - point - 1;
    if (places < 0 || count > 9) {
      return -1;
    }
    long scale = 1;
    for (int i = 0; i < count; i++) {
      scale *= 10;
    }
    return nanos + unit / scale * places + unit % scale * places / scale;
  }

  /** The number that the characters are, or -1. */
  private static long digits(String text, int from, int to) {
    long number = 0;
    if (from >= to) {
      return -1;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isDigit(c) || number > MAX_WHOLE) {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
