package dev.limpet.formats.oci;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Processors, as cpuset(7) writes them: numbers and ranges between commas, such as {@code 0-3,7}.
 *
 * @param text as it was written
 */
public record ProcessorList(String text) {
  /** Linux is built for up to 8192. */
  private static final int LIMIT = 8192;

  /** All that there can be. */
  public static long[] all() {
    long[] all = new long[LIMIT / Long.SIZE];
    Arrays.fill(all, -1L);
    return all;
  }

  /** What is wrong with the text; null where nothing is. */
  public @Nullable String fault() {
    int at = 0;
    while (true) {
      int end = text.indexOf(',', at);
      String part = text.substring(at, end < 0 ? text.length() : end);
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : number(part.substring(dash + 1));
      if (first < 0 || last < first) {
        return "has \"" + part + "\", and processors are wanted, such as 0-3,7";
      }
      if (end < 0) {
        return null;
      }
      at = end + 1;
    }
  }

  /** The number that a text is, up to the limit; -1 where it is none. */
  private static int number(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value >= LIMIT) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : value;
  }

  /** A bit for each, of a text without {@link #fault}. */
  public long[] bits() {
    long[] bits = new long[LIMIT / Long.SIZE];
    int at = 0;
    while (at >= 0) {
      int end = text.indexOf(',', at);
      String part = text.substring(at, end < 0 ? text.length() : end);
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : number(part.substring(dash + 1));
      for (int processor = first; processor <= last; processor++) {
        bits[processor / Long.SIZE] |= 1L << processor % Long.SIZE;
      }
      at = end < 0 ? -1 : end + 1;
    }
    return bits;
  }
}
