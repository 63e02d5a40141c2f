package dev.limpet.cli.full;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonNull;
import dev.limpet.formats.json.JsonNumber;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonString;
import dev.limpet.formats.json.JsonValue;
import java.util.List;

/** Values in a policy as the words of a command line. */
final class PolicyValues {
  /** The form of options that a mapping may stand for. */
  static final String VARIABLE = "NAME=VALUE";

  private PolicyValues() {}

  /**
   * The word that {@code value} is: a string, or a number as it was written.
   *
   * @param form what is wanted, for messages
   */
  static String word(JsonValue value, String form) {
    return switch (value) {
      case JsonString string -> checked(string, string.value());
      case JsonNumber number -> number.text();
      default -> throw value.notA(form + " (a string or number)");
    };
  }

  /** The words of one element of an option that repeats: two where it has a destination. */
  static List<String> words(String option, String form, JsonValue value) {
    String first = firstKey(option);
    if (first.isEmpty()) {
      return List.of(word(value, form));
    }
    if (value instanceof JsonObject object) {
      JsonFields fields = new JsonFields(object);
      List<String> words =
          List.of(word(fields.required(first), first), word(fields.required("dst"), "dst"));
      fields.refuseOthers();
      return words;
    }
    String word = word(value, form);
    return form.startsWith("SRC ") ? pair(value, word) : List.of(word);
  }

  /** The key of the first of two words, which an element may be a mapping of; or empty. */
  static String firstKey(String option) {
    return switch (option) {
      case "--map", "--vol" -> "src";
      case "--tmpfs" -> "options";
      default -> "";
    };
  }

  /** {@code SRC:DST}. */
  private static List<String> pair(JsonValue value, String word) {
    int colon = word.indexOf(':');
    if (colon < 0 || colon != word.lastIndexOf(':')) {
      throw JsonFields.wrong(value, "is not SRC:DST: write {src: SRC, dst: DST}");
    }
    return List.of(word.substring(0, colon), word.substring(colon + 1));
  }

  /** {@code NAME=VALUE} of a member, or a bare {@code NAME} where the value is null. */
  static String variable(String name, JsonObject.Member member) {
    if (name.indexOf('=') >= 0) {
      throw new JsonException(
          member.keyPlace(), member.keyPlace().path() + " has = in the name of a variable");
    }
    checked(member.value(), name);
    return member.value() instanceof JsonNull ? name : name + "=" + word(member.value(), "VALUE");
  }

  /** Refuses NUL, which ends a string of the kernel's. */
  private static String checked(JsonValue value, String word) {
    if (word.indexOf('\0') >= 0) {
      throw JsonFields.wrong(value, "holds a NUL, which no word can");
    }
    return word;
  }
}
