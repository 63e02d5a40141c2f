package dev.limpet.formats.proc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /etc/subuid} and {@code /etc/subgid}, see subuid(5): a line {@code USER:START:COUNT}. */
public final class SubordinateIds {
  /** One above the last id: the number itself stands for no id at all. */
  private static final long IDS = 0xffffffffL;

  private static final long MAX_COUNT = Integer.MAX_VALUE;

  private SubordinateIds() {}

  /**
   * Ids that a user may give away.
   *
   * @param line where that is said, from 1
   * @param start the first
   * @param count how many
   */
  public record Range(int line, long start, long count) {
    /** Whether some id is in both. */
    public boolean overlaps(long otherStart, long otherCount) {
      return start < otherStart + otherCount && otherStart < start + count;
    }
  }

  /**
   * The ranges of one user; lines of others are not looked at any further.
   *
   * @param text the file
   * @param name the user's name; null where there is none
   * @param uid the user's number
   * @throws MalformedLineException where a line of the user's is no such line, or gives ids again
   */
  public static List<Range> of(String text, @Nullable String name, long uid) {
    String number = String.valueOf(uid);
    List<Range> ranges = new ArrayList<>();
    int line = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      line++;
      int colon = text.indexOf(':', start);
      if (colon >= 0 && colon < stop) {
        String user = text.substring(start, colon);
        if (user.equals(name) || user.equals(number)) {
          add(ranges, range(line, text.substring(colon + 1, stop)));
        }
      }
      start = stop + 1;
    }
    return ranges;
  }

  private static void add(List<Range> ranges, Range range) {
    for (Range before : ranges) {
      if (before.overlaps(range.start, range.count)) {
        throw new MalformedLineException(
            range.line, "it gives ids that line " + before.line + " gives already");
      }
    }
    ranges.add(range);
  }

  private static Range range(int line, String rest) {
    int colon = rest.indexOf(':');
    long start = colon < 0 ? -1 : number(rest.substring(0, colon));
    long count = colon < 0 ? -1 : number(rest.substring(colon + 1));
    if (start < 0 || count < 1 || count > MAX_COUNT || start + count > IDS) {
      throw new MalformedLineException(line, "it is not USER:START:COUNT with ids of 32 bits");
    }
    return new Range(line, start, count);
  }

  /** A number of up to ten digits, or -1. */
  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 10) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
