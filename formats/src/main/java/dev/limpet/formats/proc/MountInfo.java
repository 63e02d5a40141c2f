package dev.limpet.formats.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code /proc/PID/mountinfo}: one mount (proc_pid_mountinfo(5)).
 *
 * <p>Texts are bytes to the kernel: each stands as a char of 0 to 255.
 *
 * @param id the mount
 * @param parent the mount that it lies on
 * @param root which directory of its file system it shows
 * @param point where, as a path
 * @param options of the mount, such as {@code rw,nosuid}
 * @param type of the file system
 * @param source what the file system was mounted from, by its own account
 * @param superOptions the file system's own options, separated by commas
 */
public record MountInfo(
    int id,
    int parent,
    String root,
    String point,
    String options,
    String type,
    String source,
    String superOptions) {

  /**
   * All lines of the file.
   *
   * @throws IllegalArgumentException where a line is none of mountinfo's
   */
  public static List<MountInfo> parse(byte[] file) {
    List<MountInfo> mounts = new ArrayList<>();
    int at = 0;
    while (at < file.length) {
      int end = at;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      mounts.add(new Line(file, at, end).mount());
      at = end + 1;
    }
    return mounts;
  }

  /** Takes a line apart, field by field. */
  private static final class Line {
    private final byte[] file;
    private final int end;
    private int at;

    /** The field that was read last. */
    private int start;

    private int stop;

    Line(byte[] file, int at, int end) {
      this.file = file;
      this.at = at;
      this.end = end;
    }

    MountInfo mount() {
      int id = number();
      int parent = number();
      next(); // major:minor
      next();
      String root = path();
      next();
      String point = path();
      String options = text();
      do {
        next(); // shared:N, master:N and others, any number of them
      } while (!isSeparator());
      return new MountInfo(id, parent, root, point, options, text(), text(), text());
    }

    private void next() {
      if (at >= end) {
        throw new IllegalArgumentException("a line of mountinfo ends at byte " + at);
      }
      start = at;
      while (at < end && file[at] != ' ') {
        at++;
      }
      stop = at;
      at++;
    }

    private boolean isSeparator() {
      return stop == start + 1 && file[start] == '-';
    }

    private String text() {
      next();
      return chars(file, start, stop);
    }

    private String path() {
      for (int i = start; i < stop; i++) {
        if (file[i] == '\\') {
          byte[] path = Mounts.unescaped(file, start, stop);
          return chars(path, 0, path.length);
        }
      }
      return chars(file, start, stop);
    }

    private static String chars(byte[] bytes, int from, int to) {
      char[] chars = new char[to - from];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) (bytes[from + i] & 0xff);
      }
      return new String(chars);
    }

    /** Ids are counted by the kernel from 1 and have at most 9 digits here. */
    private int number() {
      next();
      int value = 0;
      for (int i = start; i < stop; i++) {
        int digit = file[i] - '0';
        if (digit < 0 || digit > 9 || stop - start > 9) {
          throw new IllegalArgumentException("no number in mountinfo at byte " + start);
        }
        value = value * 10 + digit;
      }
      return value;
    }
  }
}
