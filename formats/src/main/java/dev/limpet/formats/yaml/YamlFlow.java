package dev.limpet.formats.yaml;

import dev.limpet.formats.json.JsonArray;
import dev.limpet.formats.json.JsonMembers;
import dev.limpet.formats.json.JsonNull;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.Place;
import dev.limpet.formats.text.TextCursor;
import java.util.ArrayList;
import java.util.List;

/** Flow collections: lists and mappings in brackets and braces. */
final class YamlFlow {
  private final YamlText text;
  private final TextCursor cursor;
  private final YamlScalars scalars;

  YamlFlow(YamlText text, YamlScalars scalars) {
    this.text = text;
    this.cursor = text.cursor;
    this.scalars = scalars;
  }

  /** The collection or scalar that begins here; {@code depth} is how deep it may be. */
  JsonValue read(Place place, int depth) {
    int c = cursor.peek();
    if (c != '[' && c != '{') {
      return scalars.read(place, true);
    }
    if (depth == 0) {
      throw text.wrong(
          "lists and mappings lie more than " + JsonReader.MAX_DEPTH + " deep in each other");
    }
    cursor.advance();
    text.skipBlanks();
    return c == '[' ? list(place, depth - 1) : mapping(place, depth - 1);
  }

  private JsonValue list(Place place, int depth) {
    List<JsonValue> elements = new ArrayList<>();
    while (cursor.peek() != ']') {
      elements.add(read(place.element(elements.size(), cursor.line(), cursor.column()), depth));
      comma(']');
    }
    cursor.advance();
    return new JsonArray(place, elements);
  }

  private JsonValue mapping(Place place, int depth) {
    JsonMembers members = new JsonMembers();
    while (cursor.peek() != '}') {
      int start = cursor.offset();
      boolean quoted = cursor.peek() == '"' || cursor.peek() == '\'';
      JsonValue scalar = scalars.read(Place.root(cursor.line(), cursor.column()), true);
      String key = scalars.key(scalar, start);
      Place keyPlace = place.member(key, scalar.place().line(), scalar.place().column());
      members.refuseSecond(key, keyPlace);
      text.skipSpaces();
      if (cursor.peek() != ':' || !(quoted || text.isBlank(1))) {
        throw text.wrong("a colon and a space are wanted after the key, not " + cursor.seen());
      }
      cursor.advance();
      text.skipBlanks();
      Place valuePlace = place.member(key, cursor.line(), cursor.column());
      boolean absent = cursor.peek() == ',' || cursor.peek() == '}';
      members.put(key, keyPlace, absent ? new JsonNull(valuePlace) : read(valuePlace, depth));
      comma('}');
    }
    cursor.advance();
    return members.object(place);
  }

  /** Moves over a comma; the last one may be missing. */
  private void comma(char close) {
    text.skipBlanks();
    if (cursor.peek() == ',') {
      cursor.advance();
      text.skipBlanks();
    } else if (cursor.peek() != close) {
      throw text.wrong("a comma or '" + close + "' is wanted, not " + cursor.seen());
    }
  }
}
