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
    // One pass over an array: this is read at every start, and a host may have hundreds of mounts.
    char[] chars = text.toCharArray();
    List<String> points = new ArrayList<>();
    int at = 0;
    while (at < chars.length) {
      int start = skipField(chars, at) + 1;
      int stop = skipField(chars, start);
      if (start > chars.length
          || chars[start - 1] != ' '
          || stop == chars.length
          || chars[stop] != ' ') {
        throw new IllegalArgumentException("not lines of mounts: " + text);
      }
      points.add(unescaped(chars, start, stop));
      at = stop;
      while (at < chars.length && chars[at] != '\n') {
        at++;
      }
      at++;
    }
    return points;
  }

  /** Where the field that begins at {@code at} ends: at a space, a line's end or the text's. */
  private static int skipField(char[] chars, int at) {
    int end = Math.min(at, chars.length);
    while (end < chars.length && chars[end] != ' ' && chars[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Without the escapes of the kernel's seq_path: a backslash and three octal digits. */
  private static String unescaped(char[] chars, int start, int stop) {
    int length = 0;
    char[] path = new char[stop - start];
    int at = start;
    while (at < stop) {
      int code = chars[at] == '\\' ? octal(chars, at + 1, stop) : -1;
      path[length++] = code < 0 ? chars[at] : (char) code;
      at += code < 0 ? 1 : 4;
    }
    return new String(path, 0, length);
  }

  /** The byte of three octal digits at {@code at}, or -1. The kernel escapes only ASCII. */
  private static int octal(char[] chars, int at, int stop) {
    if (at + 3 > stop) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value < 0x80 ? value : -1;
  }
}
