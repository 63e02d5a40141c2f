package dev.limpet.cli.full;

import dev.limpet.cli.RunOptionsParser;
import java.util.ArrayList;
import java.util.List;

/** Options of one letter that are written as one word, such as {@code -it}. */
final class ShortOptions {
  private ShortOptions() {}

  /**
   * The words with each of them on its own, as far as there are options. All but the last one of a
   * word stand alone; the last may have its value in the next word.
   */
  static List<String> split(List<String> words) {
    FullSettings table = new FullSettings(false);
    List<String> split = new ArrayList<>();
    int at = 0;
    while (at < words.size() && RunOptionsParser.isOption(words.get(at))) {
      String word = words.get(at);
      if (isSeveral(word, table)) {
        for (int i = 1; i < word.length(); i++) {
          split.add("-" + word.charAt(i));
        }
      } else {
        split.add(word);
      }
      int end = Math.min(words.size(), at + table.length(split.get(split.size() - 1), words, at));
      split.addAll(words.subList(at + 1, end));
      at = end;
    }
    split.addAll(words.subList(at, words.size()));
    return split;
  }

  private static boolean isSeveral(String word, FullSettings table) {
    if (word.startsWith("--") || word.length() < 3) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      String form = table.form("-" + word.charAt(i));
      if (form == null || (!form.isEmpty() && i < word.length() - 1)) {
        return false;
      }
    }
    return true;
  }
}
