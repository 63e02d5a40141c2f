package dev.limpet.conformance;

import java.util.ArrayList;
import java.util.List;

/** Command lines of boxes within boxes. */
final class Nest {
  private Nest() {}

  /**
   * The words after {@code limpet} for a box with {@code depth - 1} boxes around it.
   *
   * @param last the innermost box's verb, options and command
   */
  static String[] words(int depth, String... last) {
    return nested(depth, "--nest", last);
  }

  /** The same with other options, separated by spaces, for the boxes around it. */
  static String[] nested(int depth, String options, String... last) {
    List<String> words = new ArrayList<>();
    for (int i = 1; i < depth; i++) {
      words.add("run");
      words.addAll(List.of(options.split(" ")));
      words.add("--");
      words.add(Limpet.binary().toString());
    }
    words.addAll(List.of(last));
    return words.toArray(new String[0]);
  }
}
