package dev.limpet.formats.json;

import dev.limpet.formats.text.TextCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a text of JSON (RFC 8259), and nothing that is not: no comments, no trailing commas, no
 * duplicate keys, no byte order mark, nothing behind the value.
 */
public final class JsonReader {
  /** How deep arrays and objects may lie in each other. */
  public static final int MAX_DEPTH = 100;

  private final TextCursor cursor;

  private JsonReader(String text) {
    this.cursor = new TextCursor(text);
  }

  /**
   * The value that {@code text} is.
   *
   * @throws JsonException where it is not JSON
   */
  public static JsonValue read(String text) {
    JsonReader reader = new JsonReader(text);
    reader.cursor.skipSpace();
    JsonValue value =
        reader.value(Place.root(reader.cursor.line(), reader.cursor.column()), MAX_DEPTH);
    reader.cursor.skipSpace();
    if (!reader.cursor.atEnd()) {
      throw reader.wrong("the text goes on after its value with " + reader.cursor.seen());
    }
    return value;
  }

  /** Moves {@code cursor} over the string that begins at it; returns what it stands for. */
  public static String string(TextCursor cursor) {
    return JsonStrings.read(cursor);
  }

  /**
   * The value here.
   *
   * @param depth how deep it may be
   */
  private JsonValue value(Place place, int depth) {
    int c = cursor.peek();
    if ((c == '{' || c == '[') && depth == 0) {
      throw wrong("objects and arrays lie more than " + MAX_DEPTH + " deep in each other");
    }
    return switch (c) {
      case '{' -> object(place, depth - 1);
      case '[' -> array(place, depth - 1);
      case '"' -> new JsonString(place, JsonStrings.read(cursor));
      case 't' -> word("true", new JsonBoolean(place, true));
      case 'f' -> word("false", new JsonBoolean(place, false));
      case 'n' -> word("null", new JsonNull(place));
      default -> {
        if (c == '-' || isDigit(c)) {
          yield number(place);
        }
        throw wrong("a value is wanted, not " + cursor.seen());
      }
    };
  }

  private JsonObject object(Place place, int depth) {
    JsonMembers members = new JsonMembers();
    cursor.advance();
    cursor.skipSpace();
    boolean more = cursor.peek() != '}';
    while (more) {
      if (cursor.peek() != '"') {
        throw wrong("a key in double quotes is wanted, not " + cursor.seen());
      }
      int line = cursor.line();
      int column = cursor.column();
      String key = JsonStrings.read(cursor);
      Place keyPlace = place.member(key, line, column);
      members.refuseSecond(key, keyPlace);
      cursor.skipSpace();
      if (cursor.peek() != ':') {
        throw wrong("a colon is wanted after the key, not " + cursor.seen());
      }
      cursor.advance();
      cursor.skipSpace();
      JsonValue value = value(place.member(key, cursor.line(), cursor.column()), depth);
      members.put(key, keyPlace, value);
      more = comma('}');
    }
    cursor.advance();
    return members.object(place);
  }

  private JsonArray array(Place place, int depth) {
    List<JsonValue> elements = new ArrayList<>();
    cursor.advance();
    cursor.skipSpace();
    boolean more = cursor.peek() != ']';
    while (more) {
      elements.add(value(place.element(elements.size(), cursor.line(), cursor.column()), depth));
      more = comma(']');
    }
    cursor.advance();
    return new JsonArray(place, elements);
  }

  /** Moves over a comma and the space around it; false at {@code close}, which it leaves. */
  private boolean comma(char close) {
    cursor.skipSpace();
    if (cursor.peek() == close) {
      return false;
    }
    if (cursor.peek() != ',') {
      throw wrong("a comma or '" + close + "' is wanted, not " + cursor.seen());
    }
    cursor.advance();
    cursor.skipSpace();
    if (cursor.peek() == close) {
      throw wrong("'" + close + "' stands after a comma");
    }
    return true;
  }

  private JsonNumber number(Place place) {
    int start = cursor.offset();
    if (cursor.peek() == '-') {
      cursor.advance();
    }
    if (cursor.peek() == '0' && isDigit(cursor.peek(1))) {
      throw wrong("a number has no superfluous 0 before it");
    }
    digits();
    if (cursor.peek() == '.') {
      cursor.advance();
      digits();
    }
    if (cursor.peek() == 'e' || cursor.peek() == 'E') {
      cursor.advance();
      if (cursor.peek() == '+' || cursor.peek() == '-') {
        cursor.advance();
      }
      digits();
    }
    return new JsonNumber(place, cursor.since(start));
  }

  private void digits() {
    if (!isDigit(cursor.peek())) {
      throw wrong("a digit is wanted, not " + cursor.seen());
    }
    while (isDigit(cursor.peek())) {
      cursor.advance();
    }
  }

  private JsonValue word(String word, JsonValue value) {
    if (!cursor.at(word)) {
      throw wrong("a value is wanted, and " + word + " is the only one that begins so");
    }
    cursor.advance(word.length());
    return value;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private JsonException wrong(String problem) {
    return new JsonException(cursor.line(), cursor.column(), problem);
  }
}
