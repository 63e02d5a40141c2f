package dev.limpet.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the words after {@code limpet run} or {@code limpet build}. */
public final class RunOptionsParser {
  private static final String END = "--";

  private final List<String> words;
  private final RunSettings settings;
  private int at;

  private RunOptionsParser(List<String> words, RunSettings settings) {
    this.words = words;
    this.settings = settings;
  }

  /**
   * Takes the options into {@code settings} and returns the command, of which there may be none.
   *
   * @param verb {@code run} or {@code build}, for messages
   * @throws UsageException naming the word that is wrong
   */
  public static List<String> parse(String verb, List<String> words, RunSettings settings) {
    try {
      return new RunOptionsParser(words, settings).parse(verb);
    } catch (UsageException e) {
      throw new UsageException(verb + ": " + e.getMessage());
    }
  }

  private List<String> parse(String verb) {
    while (at < words.size() && isOption(words.get(at))) {
      option(verb, words.get(at));
      at++;
    }
    if (at < words.size() && words.get(at).equals(END)) {
      settings.endOptions();
      at++;
    }
    return words.subList(at, words.size());
  }

  /**
   * The same command.
   *
   * @throws UsageException if there is none
   */
  public static List<String> checked(String verb, List<String> command) {
    if (command.isEmpty()) {
      throw new UsageException(
          verb + ": no command is given: limpet " + verb + " [OPTION...] [--] COMMAND...");
    }
    if (command.get(0).isEmpty()) {
      throw new UsageException(verb + ": the command is an empty word");
    }
    return command;
  }

  /** Whether {@code word} is one where options may stand. */
  public static boolean isOption(String word) {
    return word.startsWith("-") && !word.equals("-") && !word.equals(END);
  }

  /** Takes the option at {@link #at}, and leaves that at its last word. */
  private void option(String verb, String word) {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String name = equals < 0 ? word : word.substring(0, equals);
    String form = settings.form(name);
    if (form == null) {
      throw new UsageException(settings.unknown(verb, name));
    }
    String inline = equals < 0 ? null : word.substring(equals + 1);
    if (!form.isEmpty()) {
      valued(name, form, inline);
    } else if (inline == null) {
      settings.set(name, "");
    } else if (!settings.mayHaveValue(name)) {
      throw new UsageException(name + " has no value: it stands alone");
    } else if (inline.isEmpty()) {
      throw new UsageException(word + " has no value: leave = out, or say which");
    } else {
      settings.set(name, inline);
    }
  }

  private void valued(String name, String form, @Nullable String inline) {
    String value = inline == null ? next(name + " has no value: ", name, form) : inline;
    if (settings.wantsDestination(name, value)) {
      String destination = next(name + " " + value + " has no DST: ", name, form);
      settings.set(name, value, destination);
    } else {
      settings.set(name, value);
    }
  }

  private String next(String missing, String name, String form) {
    at++;
    if (at == words.size()) {
      throw new UsageException(missing + name + " " + form);
    }
    return words.get(at);
  }
}
