package dev.limpet.formats.yaml;

import dev.limpet.formats.json.JsonBoolean;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonNull;
import dev.limpet.formats.json.JsonNumber;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonString;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.Place;
import dev.limpet.formats.text.TextCursor;

/** Plain and quoted scalars, which end on their line. */
final class YamlScalars {
  /** Longer keys are none: YAML 1.2.2, 7.4.2, allows 1024 characters, of which quotes are some. */
  private static final int LONGEST_KEY = 1000;

  private static final String FLOW = ",[]{}";

  private final YamlText text;
  private final TextCursor cursor;

  YamlScalars(YamlText text) {
    this.text = text;
    this.cursor = text.cursor;
  }

  /**
   * Moves over the scalar that begins here.
   *
   * @param inFlow whether it is in brackets or braces, which then end it
   */
  JsonValue read(Place place, boolean inFlow) {
    return switch (cursor.peek()) {
      case '"' -> new JsonString(place, JsonReader.string(cursor));
      case '\'' -> new JsonString(place, singleQuoted());
      default -> {
        refuseIndicator(inFlow);
        yield resolved(place, plain(inFlow));
      }
    };
  }

  /**
   * The key that {@code scalar} is.
   *
   * @param start the offset at which it begins
   */
  String key(JsonValue scalar, int start) {
    if (!(scalar instanceof JsonString string)) {
      throw new JsonException(
          scalar.place(), scalar.kind() + " is no key: put it in quotes if it is a name");
    }
    if (cursor.offset() - start > LONGEST_KEY) {
      throw new JsonException(scalar.place(), "a key has more than " + LONGEST_KEY + " characters");
    }
    return string.value();
  }

  private String singleQuoted() {
    int line = cursor.line();
    int column = cursor.column();
    StringBuilder out = new StringBuilder();
    cursor.advance();
    while (cursor.peek() != '\'' || cursor.peek(1) == '\'') {
      if (text.isLineEnd(0)) {
        throw new JsonException(
            line, column, "the string that begins here has no end on its line; use | or >");
      }
      cursor.advance(cursor.peek() == '\'' ? 2 : 1);
      out.append((char) cursor.peek(-1));
    }
    cursor.advance();
    return out.toString();
  }

  private String plain(boolean inFlow) {
    int start = cursor.offset();
    int end = start;
    while (!text.isLineEnd(0) && !endsPlain(inFlow)) {
      boolean space = cursor.peek() == ' ';
      cursor.advance();
      end = space ? end : cursor.offset();
    }
    String all = cursor.since(start);
    return all.substring(0, end - start);
  }

  private boolean endsPlain(boolean inFlow) {
    int c = cursor.peek();
    if (c == '\t') {
      throw text.wrong("a tab stands in a text without quotes");
    }
    return (c == ':' && (text.isBlank(1) || (inFlow && FLOW.indexOf(cursor.peek(1)) >= 0)))
        || (c == '#' && cursor.peek(-1) == ' ')
        || (inFlow && FLOW.indexOf(c) >= 0);
  }

  /** Refuses what no plain scalar begins with (YAML 1.2.2, 7.3.3), and a little more. */
  private void refuseIndicator(boolean inFlow) {
    int c = cursor.peek();
    boolean dash = c == '-';
    if (dash && !text.isBlank(1) && !(inFlow && FLOW.indexOf(cursor.peek(1)) >= 0)) {
      return;
    }
    String problem =
        switch (c) {
          case '&' -> "anchors are not understood: write it out where it is wanted";
          case '*' -> "aliases are not understood: write it out where it is wanted";
          case '!' -> "tags are not understood: put it in quotes if it is a text";
          case '%' -> "directives are not understood";
          case '?' -> "no key or value may begin with '?'";
          case '|', '>' -> "texts of several lines do not stand in brackets or braces";
          case TextCursor.END -> "a value is wanted, not the end of the text";
          case '-', ':', ',', '[', ']', '{', '}', '#', '@', '`', '\n', '\r' ->
              "a value is wanted, not " + cursor.seen();
          default -> "";
        };
    if (!problem.isEmpty()) {
      throw text.wrong(problem);
    }
  }

  /** The value of a plain scalar by the core schema (YAML 1.2.2, 10.3). */
  private static JsonValue resolved(Place place, String plain) {
    return switch (plain) {
      case "null", "Null", "NULL", "~" -> new JsonNull(place);
      case "true", "True", "TRUE" -> new JsonBoolean(place, true);
      case "false", "False", "FALSE" -> new JsonBoolean(place, false);
      case "<<" -> throw new JsonException(place, "merge keys are not understood: write it out");
      default -> {
        if (YamlNumbers.isJsons(plain)) {
          yield new JsonNumber(place, plain);
        }
        if (YamlNumbers.isOfCoreSchema(plain)) {
          throw new JsonException(
              place,
              plain
                  + " is a number in a form of YAML's own: put it in quotes, or write it plainly");
        }
        yield new JsonString(place, plain);
      }
    };
  }
}
