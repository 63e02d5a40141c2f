package dev.limpet.formats.yaml;

import dev.limpet.formats.json.JsonWriter;

/** Words as {@link YamlReader} and every other reader of YAML take them back. */
public final class YamlWriter {
  private static final String PLAIN = "_./=@%+-:";

  private YamlWriter() {}

  /** {@code text} as a value: plain where it is the same word for everybody, else quoted. */
  public static String scalar(String text) {
    return YamlNumbers.isJsons(text) || isQuantity(text) ? text : string(text);
  }

  /** Digits and a unit, such as 10s, which no schema takes for a number. */
  private static boolean isQuantity(String text) {
    int last = text.length() - 1;
    return last > 0 && "smhdkgt".indexOf(text.charAt(last)) >= 0 && isDigits(text, last);
  }

  private static boolean isDigits(String text, int end) {
    boolean digits = true;
    for (int i = 0; i < end && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  /** {@code text} as a value that is a string, or as a key. */
  public static String string(String text) {
    return isPlain(text) ? text : JsonWriter.quoted(text);
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.endsWith(":") || !isLetter(text.charAt(0), "/")) {
      return false;
    }
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = isLetter(c, PLAIN) || (c >= '0' && c <= '9');
    }
    return plain && !isWordOfASchema(text);
  }

  private static boolean isLetter(char c, String more) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || more.indexOf(c) >= 0;
  }

  /** Of YAML 1.1, too, which many still read. */
  private static boolean isWordOfASchema(String text) {
    boolean word = false;
    for (String other :
        new String[] {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}) {
      word |= other.equalsIgnoreCase(text);
    }
    return word;
  }
}
