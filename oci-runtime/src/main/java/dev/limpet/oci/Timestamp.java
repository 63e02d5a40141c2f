package dev.limpet.oci;

/** Moments as RFC 3339 writes them. */
final class Timestamp {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 86_400;

  private Timestamp() {}

  /**
   * The text in UTC, such as {@code 2026-01-31T23:59:59.012345678Z}.
   *
   * @param nanos since 1970
   */
  static String of(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    long days = Math.floorDiv(seconds, DAY);
    long ofDay = Math.floorMod(seconds, DAY);
    // The civil calendar from days, counted in eras of 400 years that begin in March.
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097);
    long dayOfEra = z - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    StringBuilder out = new StringBuilder();
    append(out, year, 4).append('-');
    append(out, month, 2).append('-');
    append(out, day, 2).append('T');
    append(out, ofDay / 3600, 2).append(':');
    append(out, ofDay / 60 % 60, 2).append(':');
    append(out, ofDay % 60, 2).append('.');
    return append(out, Math.floorMod(nanos, NANOS), 9).append('Z').toString();
  }

  private static StringBuilder append(StringBuilder out, long number, int digits) {
    String text = String.valueOf(number);
    for (int i = text.length(); i < digits; i++) {
      out.append('0');
    }
    return out.append(text);
  }
}
