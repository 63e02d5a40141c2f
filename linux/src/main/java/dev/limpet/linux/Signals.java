package dev.limpet.linux;

/**
 * Names of signals, and sets of them as {@link Kernel} takes them: bit n - 1 stands for signal n.
 */
public final class Signals {
  private Signals() {}

  /** As programs see it: the C library keeps those below. */
  private static final int RTMIN = 34;

  private static final String[] NAMES = {
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
  };

  /** The set of {@code signals}. */
  public static long set(int... signals) {
    long set = 0;
    for (int signal : signals) {
      set |= 1L << (signal - 1);
    }
    return set;
  }

  public static boolean contains(long set, int signal) {
    return (set >>> (signal - 1) & 1) != 0;
  }

  /** The name, such as {@code SIGTERM}; {@code signal 34} for those without one. */
  public static String name(int signal) {
    return signal >= 1 && signal <= NAMES.length ? "SIG" + NAMES[signal - 1] : "signal " + signal;
  }

  /** The number for {@code SIGTERM}, {@code TERM}, {@code 15}, {@code SIGRTMIN+3}; -1 for none. */
  public static int number(String name) {
    String bare = name.startsWith("SIG") ? name.substring(3) : name;
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(bare)) {
        return i + 1;
      }
    }
    if (bare.startsWith("RTMIN")) {
      return realTime(bare, '+', RTMIN);
    }
    if (bare.startsWith("RTMAX")) {
      return realTime(bare, '-', Flags.SIGMAX);
    }
    int number = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
      if (number > Flags.SIGMAX) {
        return -1;
      }
    }
    return number == 0 ? -1 : number;
  }

  /** {@code RTMIN}, or {@code RTMIN+3}; {@code RTMAX-3}. */
  private static int realTime(String bare, char sign, int from) {
    int length = "RTMIN".length();
    if (bare.length() == length) {
      return from;
    }
    boolean brief = bare.length() <= length + 3;
    int offset = brief && bare.charAt(length) == sign ? number(bare.substring(length + 1)) : -1;
    int number = sign == '+' ? from + offset : from - offset;
    return offset >= 0 && number >= RTMIN && number <= Flags.SIGMAX ? number : -1;
  }
}
