package dev.limpet.formats.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code /proc/PID/mountinfo}, as far as Limpet asks.
 *
 * @param root the directory of the file system that is mounted
 * @param point where
 * @param type the file system's type
 * @param superOptions its own options, separated by commas
 */
public record MountInfo(String root, String point, String type, String superOptions) {
  private static final int ROOT = 3;
  private static final int POINT = 4;

  /**
   * All lines, in their order: what comes later lies on top.
   *
   * @throws IllegalArgumentException where a line has too few fields
   */
  public static List<MountInfo> parse(String file) {
    List<MountInfo> all = new ArrayList<>();
    int at = 0;
    while (at < file.length()) {
      int end = file.indexOf('\n', at);
      int stop = end < 0 ? file.length() : end;
      all.add(line(file.substring(at, stop)));
      at = stop + 1;
    }
    return all;
  }

  private static MountInfo line(String line) {
    // A hyphen ends the optional fields, of which there may be any number.
    int hyphen = line.indexOf(" - ");
    String before = hyphen < 0 ? "" : line.substring(0, hyphen);
    String after = hyphen < 0 ? "" : line.substring(hyphen + 3);
    return new MountInfo(
        Fields.unescaped(field(before, ROOT, line)),
        Fields.unescaped(field(before, POINT, line)),
        field(after, 0, line),
        field(after, 2, line));
  }

  private static String field(String text, int number, String line) {
    int at = 0;
    for (int i = 0; i < number; i++) {
      int space = text.indexOf(' ', at);
      if (space < 0) {
        throw new IllegalArgumentException("not a line of mountinfo: " + line);
      }
      at = space + 1;
    }
    int end = text.indexOf(' ', at);
    String field = text.substring(at, end < 0 ? text.length() : end);
    if (field.isEmpty()) {
      throw new IllegalArgumentException("not a line of mountinfo: " + line);
    }
    return field;
  }
}
