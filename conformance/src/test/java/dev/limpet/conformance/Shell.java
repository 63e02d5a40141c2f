package dev.limpet.conformance;

import java.util.List;
import java.util.stream.Collectors;

/** Quoting for the host's shell, which some tests need for redirections. */
final class Shell {
  private Shell() {}

  static String quote(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
