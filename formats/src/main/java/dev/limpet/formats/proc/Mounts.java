package dev.limpet.formats.proc;

import java.util.ArrayList;
import java.util.List;

/** {@code /proc/PID/mounts}: one file system a line, in the form of fstab(5). */
public final class Mounts {
  private Mounts() {}

  /**
   * Where something is mounted, in the order of the file; a path stands as often as things are
   * mounted there.
   *
   * @param text the file
   * @throws IllegalArgumentException where a line has no second field
   */
  public static List<String> points(String text) {
    List<String> points = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        end = text.length();
      }
      int start = text.indexOf(' ', at) + 1;
      int stop = start == 0 ? -1 : text.indexOf(' ', start);
      if (start == 0 || start > end || stop < 0 || stop > end) {
        throw new IllegalArgumentException("not a line of mounts: " + text.substring(at, end));
      }
      points.add(unescaped(text, start, stop));
      at = end + 1;
    }
    return points;
  }

  /** Without the escapes of the kernel's seq_path: a backslash and three octal digits. */
  private static String unescaped(String text, int start, int stop) {
    int escape = text.indexOf('\\', start);
    if (escape < 0 || escape >= stop) {
      return text.substring(start, stop);
    }
    StringBuilder path = new StringBuilder();
    int at = start;
    while (at < stop) {
      int code = text.charAt(at) == '\\' ? octal(text, at + 1, stop) : -1;
      path.append(code < 0 ? text.charAt(at) : (char) code);
      at += code < 0 ? 1 : 4;
    }
    return path.toString();
  }

  /** The byte of three octal digits at {@code at}, or -1. The kernel escapes only ASCII. */
  private static int octal(String text, int at, int stop) {
    if (at + 3 > stop) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value < 0x80 ? value : -1;
  }
}
