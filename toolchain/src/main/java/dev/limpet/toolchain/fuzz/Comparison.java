package dev.limpet.toolchain.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two runs of one program, line by line. */
final class Comparison {
  private Comparison() {}

  /**
   * A unit whose lines differ.
   *
   * @param unit its number
   * @param expected the first differing line of the JVM, or what stands for one
   * @param actual the native counterpart
   */
  record Difference(int unit, String expected, String actual) {
    /** Both sides without numbers: alike for one cause in many programs, more or less. */
    String kind() {
      return shape(expected) + " | " + shape(actual);
    }

    private static String shape(String line) {
      return line.replaceFirst("^F\\d+ \\d+ ", "").replaceAll("-?\\d+", "N");
    }
  }

  /** The lines of each unit, by its number. Lines that no unit printed are under -1. */
  static Map<Integer, List<String>> byUnit(List<String> lines) {
    var units = new LinkedHashMap<Integer, List<String>>();
    for (String line : lines) {
      int unit =
          line.matches("F\\d+ .*") ? Integer.parseInt(line.substring(1, line.indexOf(' '))) : -1;
      units.computeIfAbsent(unit, u -> new ArrayList<>()).add(line);
    }
    return units;
  }

  static List<Difference> of(List<String> jvm, List<String> nativeLines) {
    var found = new ArrayList<Difference>();
    Map<Integer, List<String>> actual = byUnit(nativeLines);
    byUnit(jvm)
        .forEach(
            (unit, lines) -> {
              List<String> other = actual.getOrDefault(unit, List.of());
              if (!lines.equals(other)) {
                int at = 0;
                while (at < lines.size()
                    && at < other.size()
                    && lines.get(at).equals(other.get(at))) {
                  at++;
                }
                found.add(new Difference(unit, line(lines, at), line(other, at)));
              }
            });
    return found;
  }

  private static String line(List<String> lines, int at) {
    return at < lines.size() ? lines.get(at) : "(nothing)";
  }
}
