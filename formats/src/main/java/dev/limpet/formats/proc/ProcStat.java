package dev.limpet.formats.proc;

/**
 * {@code /proc/PID/stat}, as far as job control needs it.
 *
 * @param state the state's letter: R, S, T (stopped), Z …
 * @param pgrp the process group, in the reader's pid namespace, 0 if it is not in there
 * @param blocked signals blocked, bit n-1 for signal n, 1 to 31
 * @param ignored signals ignored
 * @param caught signals with a handler
 */
public record ProcStat(char state, int pgrp, long blocked, long ignored, long caught) {
  /** A process that leaves all signals their default actions. */
  public static final ProcStat UNKNOWN = new ProcStat('?', 0, 0, 0, 0);

  private static final int STATE = 3;
  private static final int PGRP = 5;
  private static final int START = 22;
  private static final int BLOCKED = 32;
  private static final int IGNORED = 33;
  private static final int CAUGHT = 34;

  /**
   * When the process began, in clock ticks since boot.
   *
   * @throws IllegalArgumentException where the text is not of that form
   */
  public static long startTime(String text) {
    int at = text.lastIndexOf(')') + 2;
    for (int field = STATE; field < START; field++) {
      at = text.indexOf(' ', at) + 1;
      if (at == 0) {
        throw new IllegalArgumentException("a stat of only " + field + " fields: " + text);
      }
    }
    int end = text.indexOf(' ', at);
    return number(text, at, end < 0 ? text.length() : end);
  }

  /**
   * Reads the one line of the file.
   *
   * @throws IllegalArgumentException where the text is not of that form
   */
  public static ProcStat parse(String text) {
    // The second field is the program's name in parentheses, and may hold spaces and parentheses.
    int close = text.lastIndexOf(')');
    if (close < 0 || close + 2 >= text.length()) {
      throw new IllegalArgumentException("not a stat of a process: " + text);
    }
    long[] fields = new long[CAUGHT + 1];
    int at = close + 2;
    char state = text.charAt(at);
    for (int field = STATE; field <= CAUGHT; field++) {
      int end = text.indexOf(' ', at);
      if (end < 0) {
        throw new IllegalArgumentException("a stat of only " + field + " fields: " + text);
      }
      if (field > STATE) {
        fields[field] = number(text, at, end);
      }
      at = end + 1;
    }
    return new ProcStat(
        state, (int) fields[PGRP], fields[BLOCKED], fields[IGNORED], fields[CAUGHT]);
  }

  /** Whether {@code signal}, 1 to 31, would have its default action. */
  public boolean isDefault(int signal) {
    return ((blocked | ignored | caught) >>> (signal - 1) & 1) == 0;
  }

  /** A decimal number, which may be negative. */
  static long number(String text, int start, int end) {
    boolean negative = start < end && text.charAt(start) == '-';
    if (start == end) {
      throw new IllegalArgumentException("a number is missing: " + text);
    }
    long value = 0;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("not a number: " + text.substring(start, end));
      }
      value = value * 10 + digit; // unsigned 64 bits, as the kernel writes them: may wrap, and fits
    }
    return negative ? -value : value;
  }
}
