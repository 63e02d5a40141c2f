package dev.limpet.formats.yaml;

/** Which plain scalars are numbers (YAML 1.2.2, 10.3.2). */
final class YamlNumbers {
  private YamlNumbers() {}

  /** Whether it is one as JSON has them, too. */
  static boolean isJsons(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int whole = digits(text, start);
    boolean superfluous = whole > start + 1 && text.charAt(start) == '0';
    if (whole == start || superfluous) {
      return false;
    }
    int point = whole;
    if (at(text, whole) == '.') {
      point = digits(text, whole + 1);
      if (point == whole + 1) {
        return false;
      }
    }
    return exponent(text, point) == text.length();
  }

  /** Whether it is one of the core schema. */
  static boolean isOfCoreSchema(String text) {
    if (text.startsWith("0o") || text.startsWith("0x")) {
      int radix = text.charAt(1) == 'o' ? 8 : 16;
      boolean all = text.length() > 2;
      for (int i = 2; i < text.length() && all; i++) {
        all = text.charAt(i) < 0x80 && Character.digit(text.charAt(i), radix) >= 0;
      }
      return all;
    }
    int start = at(text, 0) == '-' || at(text, 0) == '+' ? 1 : 0;
    String unsigned = text.substring(start);
    return switch (unsigned) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> start == 0;
      default -> isDecimal(unsigned);
    };
  }

  /** {@code (\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?}. */
  private static boolean isDecimal(String text) {
    int whole = digits(text, 0);
    int point = at(text, whole) == '.' ? digits(text, whole + 1) : whole;
    boolean some = whole > 0 || point > 1;
    return some && exponent(text, point) == text.length();
  }

  /** Where the exponent ends that may begin at {@code at}. */
  private static int exponent(String text, int at) {
    if (at(text, at) != 'e' && at(text, at) != 'E') {
      return at;
    }
    int sign = at(text, at + 1) == '-' || at(text, at + 1) == '+' ? 1 : 0;
    int end = digits(text, at + 1 + sign);
    return end == at + 1 + sign ? at : end;
  }

  /** Where the digits end that may begin at {@code at}. */
  private static int digits(String text, int at) {
    int end = at;
    while (at(text, end) >= '0' && at(text, end) <= '9') {
      end++;
    }
    return end;
  }

  private static char at(String text, int at) {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
