package dev.limpet.images;

import dev.limpet.images.oci.ImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words behind a verb: options, which may stand anywhere before {@code --}, and the rest. */
final class Words {
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> rest = new ArrayList<>();

  /**
   * Sorts {@code words}.
   *
   * @param table a row for each option: its spellings and, where it has one, what its value is, as
   *     in {@code -o --output FILE}
   */
  static Words parse(List<String> words, List<String> table) {
    Words parsed = new Words();
    boolean ended = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (ended || !word.startsWith("-") || word.equals("-")) {
        parsed.rest.add(word);
      } else if (word.equals("--")) {
        ended = true;
      } else {
        i = parsed.option(words, i, table);
      }
    }
    return parsed;
  }

  /** Takes the option at {@code at}; returns where its last word is. */
  private int option(List<String> words, int at, List<String> table) {
    String word = words.get(at);
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String spelling = equals < 0 ? word : word.substring(0, equals);
    for (String row : table) {
      List<String> parts = List.of(row.split(" "));
      if (!parts.contains(spelling)) {
        continue;
      }
      boolean valued = !parts.getLast().startsWith("-");
      String name = parts.get(parts.size() - (valued ? 2 : 1));
      if (!valued && equals >= 0) {
        throw new ImageException(spelling + " has no value");
      }
      boolean next = valued && equals < 0;
      if (next && at + 1 == words.size()) {
        throw new ImageException(spelling + " has no value: " + spelling + " " + parts.getLast());
      }
      String value = equals >= 0 ? word.substring(equals + 1) : next ? words.get(at + 1) : "";
      if (options.put(name, value) != null) {
        throw new ImageException(spelling + " is given twice");
      }
      return next ? at + 1 : at;
    }
    throw new ImageException("no option " + spelling + "; it has " + String.join(", ", table));
  }

  /** Whether the option is given; {@code name} is the last of its spellings. */
  boolean has(String name) {
    return options.containsKey(name);
  }

  @Nullable String value(String name) {
    return options.get(name);
  }

  /**
   * The words that are no options.
   *
   * @param form how the command is written, for messages
   */
  List<String> rest(int least, int most, String form) {
    if (rest.size() < least || rest.size() > most) {
      throw new ImageException(
          (rest.size() < least ? "too few" : "too many") + " words: limpet " + form);
    }
    return rest;
  }
}
