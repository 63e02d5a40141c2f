package dev.limpet.formats.json;

/**
 * A number.
 *
 * @param text as it was written, so that nothing of it is lost
 */
public record JsonNumber(Place place, String text) implements JsonValue {
  @Override
  public String kind() {
    return "a number";
  }

  /**
   * Its value.
   *
   * @throws JsonException unless it is written as a whole number that a long holds
   */
  long toLong() {
    boolean negative = text.startsWith("-");
    long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
    // Downwards, since there is one more number below zero than above.
    long value = 0;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      int digit = digit(i);
      if (value < limit / 10 || value * 10 < limit + digit) {
        throw outside("from -2^63 to 2^63-1");
      }
      value = value * 10 - digit;
    }
    return negative ? value : -value;
  }

  /**
   * Its value as the bits of a long.
   *
   * @throws JsonException unless it is written as a whole number from 0 to 2^64-1
   */
  long toUnsignedLong() {
    if (text.startsWith("-")) {
      throw outside("from 0 to 2^64-1");
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = digit(i);
      long next = value * 10 + digit;
      if (Long.compareUnsigned(value, Long.divideUnsigned(-1L, 10)) > 0
          || Long.compareUnsigned(next, digit) < 0) {
        throw outside("from 0 to 2^64-1");
      }
      value = next;
    }
    return value;
  }

  private int digit(int at) {
    char c = text.charAt(at);
    if (c < '0' || c > '9') {
      throw outside("without point and exponent");
    }
    return c - '0';
  }

  private JsonException outside(String wanted) {
    return new JsonException(
        place, place.path() + " is " + text + ", and a whole number " + wanted + " is wanted");
  }
}
