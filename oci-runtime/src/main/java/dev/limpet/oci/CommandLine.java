package dev.limpet.oci;

import dev.limpet.formats.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of a verb, or those before it: options as engines write them ({@code --name value},
 * {@code --name=value}, with one dash as well as with two) and operands.
 */
final class CommandLine {
  private final Map<String, List<String>> options;
  private final List<String> operands;

  private CommandLine(Map<String, List<String>> options, List<String> operands) {
    this.options = options;
    this.operands = operands;
  }

  /**
   * The options that there are.
   *
   * @param flags those without a value
   * @param valued those with one
   * @param shorts pairs of a letter and the option that it stands for
   * @param interspersed whether options may come behind operands; else the first operand and all
   *     behind it are operands
   */
  record Schema(
      List<String> flags, List<String> valued, List<String> shorts, boolean interspersed) {
    /** The option that {@code word}, without its dashes, means; null where there is none. */
    @Nullable String named(String word) {
      for (int i = 0; i < shorts.size(); i += 2) {
        if (shorts.get(i).equals(word)) {
          return shorts.get(i + 1);
        }
      }
      return flags.contains(word) || valued.contains(word) ? word : null;
    }
  }

  /**
   * Reads {@code words}.
   *
   * @param where the verb, for messages
   * @throws FailedException for an option that is none of the schema's
   */
  static CommandLine parse(String where, List<String> words, Schema schema) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        operands.add(word);
        if (!schema.interspersed) {
          break;
        }
        continue;
      }
      int equals = word.indexOf('=');
      String bare =
          word.substring(word.startsWith("--") ? 2 : 1, equals < 0 ? word.length() : equals);
      String name = schema.named(bare);
      if (name == null) {
        throw unknown(where, word, bare, schema);
      }
      String value = equals < 0 ? null : word.substring(equals + 1);
      if (schema.flags.contains(name)) {
        value = value == null ? "true" : value;
      } else if (value == null) {
        if (at == words.size()) {
          throw new FailedException(where + ": " + word + " wants a value");
        }
        value = words.get(at++);
      }
      options.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    operands.addAll(words.subList(at, words.size()));
    return new CommandLine(options, operands);
  }

  private static FailedException unknown(String where, String word, String bare, Schema schema) {
    List<String> all = new ArrayList<>(schema.flags);
    all.addAll(schema.valued);
    String nearest = Nearest.of(bare, all);
    return new FailedException(
        where
            + ": no option "
            + word
            + (nearest == null ? "" : "; did you mean --" + nearest + "?")
            + ": see limpet-oci help");
  }

  /** Whether a flag is set: the last one holds. */
  boolean flag(String name) {
    String value = value(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (!value.equals("true")) {
      throw new FailedException("--" + name + "=" + value + ": true or false is wanted");
    }
    return true;
  }

  /** The value of an option, the last one where there are several; null without it. */
  @Nullable String value(String name) {
    List<String> values = options.get(name);
    return values == null ? null : values.get(values.size() - 1);
  }

  /** All values of an option. */
  List<String> values(String name) {
    return options.getOrDefault(name, List.of());
  }

  /** A number; {@code otherwise} without the option. */
  long number(String name, long otherwise) {
    String value = value(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new FailedException("--" + name + " " + value + ": a whole number is wanted");
    }
  }

  List<String> operands() {
    return operands;
  }

  /** The one operand, a container's name. */
  String id(String verb) {
    if (operands.size() != 1) {
      throw new FailedException(
          verb
              + ": one container's name is wanted"
              + (operands.isEmpty() ? "" : ", not " + operands.size() + " words"));
    }
    return operands.get(0);
  }
}
