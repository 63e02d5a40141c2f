package dev.limpet.formats.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code /proc/PID/cgroup}: where a process is in one hierarchy, see cgroups(7).
 *
 * @param controllers of the hierarchy, such as {@code memory}; empty for version 2
 * @param path of the process's cgroup, below the root of its cgroup namespace
 */
public record CgroupMembership(List<String> controllers, String path) {
  public CgroupMembership {
    controllers = List.copyOf(controllers);
  }

  /** Whether the hierarchy is that of version 2. */
  public boolean isUnified() {
    return controllers.isEmpty();
  }

  /**
   * All lines.
   *
   * @throws IllegalArgumentException where a line is not of that form
   */
  public static List<CgroupMembership> parse(String file) {
    List<CgroupMembership> all = new ArrayList<>();
    int at = 0;
    while (at < file.length()) {
      int end = file.indexOf('\n', at);
      int stop = end < 0 ? file.length() : end;
      int first = file.indexOf(':', at);
      int second = first < 0 ? -1 : file.indexOf(':', first + 1);
      if (second < 0
          || second >= stop
          || second + 1 == stop
          || file.charAt(second + 1) != '/'
          || hasEmptyWord(file.substring(first + 1, second))) {
        throw new IllegalArgumentException(
            "not a line of a process's cgroups: " + file.substring(at, stop));
      }
      all.add(
          new CgroupMembership(
              words(file.substring(first + 1, second)), file.substring(second + 1, stop)));
      at = stop + 1;
    }
    return all;
  }

  /** Whether a comma stands where there is nothing to part. */
  private static boolean hasEmptyWord(String words) {
    return words.startsWith(",") || words.endsWith(",") || words.contains(",,");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      words.add(text.substring(at, end));
      at = end + 1;
    }
    return words;
  }
}
