package dev.limpet.cli.full;

import dev.limpet.cli.RunOptionsParser;
import dev.limpet.cli.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words after a verb with few options: the options, and then the rest.
 *
 * <p>An option is described by its spellings, the long one last, and the form of its value where it
 * has one: {@code "-s --signal SIGNAL"}.
 */
final class VerbWords {
  private static final String END = "--";

  private final String verb;
  private final List<String> table;
  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private List<String> rest = List.of();

  private VerbWords(String verb, List<String> table) {
    this.verb = verb;
    this.table = table;
  }

  /**
   * Reads {@code words}.
   *
   * @throws UsageException naming the word that is wrong
   */
  static VerbWords parse(String verb, List<String> words) {
    return parse(verb, words, VerbOptions.of(verb));
  }

  /** The same for a verb whose options are {@code table}. */
  static VerbWords parse(String verb, List<String> words, List<String> table) {
    VerbWords parsed = new VerbWords(verb, table);
    parsed.read(words);
    return parsed;
  }

  private void read(List<String> words) {
    int at = 0;
    while (at < words.size() && RunOptionsParser.isOption(words.get(at))) {
      String word = words.get(at++);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String typed = equals < 0 ? word : word.substring(0, equals);
      if (isCluster(typed)) {
        for (int i = 1; i < typed.length(); i++) {
          add(option("-" + typed.charAt(i)), "");
        }
        continue;
      }
      String option = option(typed);
      if (form(option).isEmpty()) {
        if (equals >= 0) {
          throw wrong(typed + " has no value: it stands alone");
        }
        add(option, "");
      } else if (equals >= 0) {
        add(option, word.substring(equals + 1));
      } else if (at < words.size()) {
        add(option, words.get(at++));
      } else {
        throw wrong(typed + " has no value: " + typed + " " + form(option));
      }
    }
    if (at < words.size() && words.get(at).equals(END)) {
      at++;
    }
    rest = words.subList(at, words.size());
  }

  /** Whether {@code word} is several letters that stand alone, such as {@code -it}. */
  private boolean isCluster(String word) {
    boolean cluster = word.length() > 2 && !word.startsWith("--");
    for (int i = 1; i < word.length() && cluster; i++) {
      String option = find("-" + word.charAt(i));
      cluster = option != null && form(option).isEmpty();
    }
    return cluster;
  }

  private void add(String option, String value) {
    List<String> values = given.get(option);
    if (values == null) {
      values = new ArrayList<>();
      given.put(option, values);
    }
    values.add(value);
  }

  private String option(String typed) {
    String option = find(typed);
    if (option == null) {
      List<String> all = new ArrayList<>();
      for (String row : table) {
        all.add(spellings(row).get(spellings(row).size() - 1));
      }
      throw wrong(
          "no option " + typed + Nearest.suggestion(typed, all) + "see limpet " + verb + " --help");
    }
    return option;
  }

  /** The row of the table that has {@code typed}. */
  private @Nullable String find(String typed) {
    for (String row : table) {
      if (spellings(row).contains(typed)) {
        return row;
      }
    }
    return null;
  }

  static List<String> spellings(String row) {
    List<String> spellings = new ArrayList<>();
    for (String word : row.split(" ")) {
      if (word.startsWith("-")) {
        spellings.add(word);
      }
    }
    return spellings;
  }

  private static String form(String row) {
    String last = row.substring(row.lastIndexOf(' ') + 1);
    return last.startsWith("-") ? "" : last;
  }

  UsageException wrong(String problem) {
    return new UsageException(verb + ": " + problem);
  }

  boolean wantsHelp() {
    return has("--help");
  }

  /** Whether an option is given, in whatever spelling. */
  boolean has(String option) {
    return given.containsKey(option(option));
  }

  /** Its value; null where it is not given. */
  @Nullable String value(String option) {
    List<String> values = values(option);
    if (values.size() > 1) {
      throw wrong(option + " is given twice: " + values.get(0) + " and " + values.get(1));
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** All its values. */
  List<String> values(String option) {
    List<String> values = given.get(option(option));
    return values == null ? List.of() : values;
  }

  /** The words that are no options. */
  List<String> rest() {
    return rest;
  }

  /** The same, at least one. */
  List<String> names() {
    if (rest.isEmpty()) {
      throw wrong("no name of a box is given: limpet ps lists them");
    }
    return rest;
  }
}
