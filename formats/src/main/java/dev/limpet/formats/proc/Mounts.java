package dev.limpet.formats.proc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code /proc/PID/mounts}: one file system a line, in the form of fstab(5). */
public final class Mounts {
  private Mounts() {}

  /**
   * Where something is mounted, in the order of the file; a path stands as often as things are
   * mounted there.
   *
   * @param file the file's bytes
   * @return the paths, which are bytes to the kernel
   * @throws IllegalArgumentException where a line has no second field
   */
  public static List<byte[]> points(byte[] file) {
    // One pass over the bytes: this is read at every start, and a host may have hundreds of mounts.
    List<byte[]> points = new ArrayList<>();
    int at = 0;
    while (at < file.length) {
      int start = skipField(file, at) + 1;
      int stop = skipField(file, start);
      if (start > file.length
          || file[start - 1] != ' '
          || stop == file.length
          || file[stop] != ' ') {
        throw new IllegalArgumentException("not lines of mounts, at byte " + at);
      }
      points.add(unescaped(file, start, stop));
      at = stop;
      while (at < file.length && file[at] != '\n') {
        at++;
      }
      at++;
    }
    return points;
  }

  /** Where the field that begins at {@code at} ends: at a space, a line's end or the file's. */
  private static int skipField(byte[] file, int at) {
    int end = Math.min(at, file.length);
    while (end < file.length && file[end] != ' ' && file[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Without the escapes of the kernel's seq_path: a backslash and three octal digits. */
  static byte[] unescaped(byte[] file, int start, int stop) {
    int length = 0;
    byte[] path = new byte[stop - start];
    int at = start;
    while (at < stop) {
      int code = file[at] == '\\' ? octal(file, at + 1, stop) : -1;
      path[length++] = code < 0 ? file[at] : (byte) code;
      at += code < 0 ? 1 : 4;
    }
    return length == path.length ? path : Arrays.copyOf(path, length);
  }

  /** The byte of three octal digits at {@code at}, or -1. The kernel escapes only ASCII. */
  private static int octal(byte[] file, int at, int stop) {
    if (at + 3 > stop) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = file[i] - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value < 0x80 ? value : -1;
  }
}
