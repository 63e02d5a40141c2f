package dev.limpet.formats.yaml;

import dev.limpet.formats.json.JsonArray;
import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonMembers;
import dev.limpet.formats.json.JsonNull;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonString;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.Place;
import dev.limpet.formats.text.TextCursor;
import java.util.ArrayList;
import java.util.List;

/** Reads a text of YAML: the block structure, which indentation makes. */
public final class YamlReader {
  private final YamlText text;
  private final TextCursor cursor;
  private final YamlScalars scalars;
  private final YamlFlow flow;

  private YamlReader(String text) {
    this.text = new YamlText(text);
    this.cursor = this.text.cursor;
    this.scalars = new YamlScalars(this.text);
    this.flow = new YamlFlow(this.text, scalars);
  }

  /**
   * The value that {@code text} is; null for one of nothing but comments.
   *
   * @param text decoded by {@code OsString}
   * @throws JsonException where it is not the YAML that this package reads
   */
  public static JsonValue read(String text) {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[") || start.startsWith("\"")) {
      try {
        return JsonReader.read(text);
      } catch (JsonException _) {
        // Flow collections look like JSON; if it is wrong as YAML, too, that is said below.
      }
    }
    YamlText.refuseInvisible(text);
    return new YamlReader(text).document();
  }

  private JsonValue document() {
    text.skipToWord();
    if (text.atMarker("---")) {
      cursor.advance(3);
      text.endLine();
    }
    text.skipBlanks();
    Place place = Place.root(cursor.line(), cursor.column());
    if (cursor.atEnd()) {
      return new JsonNull(place);
    }
    JsonValue value = node(place, -1, JsonReader.MAX_DEPTH);
    text.skipBlanks();
    if (!cursor.atEnd()) {
      throw misplaced();
    }
    return value;
  }

  /**
   * The node that begins here, on a line of its own or behind the dash of a sequence.
   *
   * @param parent the indentation of what it is in
   * @param depth how deep it may be
   */
  private JsonValue node(Place place, int parent, int depth) {
    if (depth == 0) {
      throw text.wrong(
          "lists and mappings lie more than " + JsonReader.MAX_DEPTH + " deep in each other");
    }
    if (text.atIndicator('-')) {
      return sequence(place, depth);
    }
    int c = cursor.peek();
    if (c == '[' || c == '{' || c == '|' || c == '>') {
      return rest(place, parent, depth);
    }
    int indent = text.indent();
    int start = cursor.offset();
    JsonValue scalar = scalars.read(place, false);
    text.skipSpaces();
    if (text.atIndicator(':')) {
      return mapping(place, indent, scalar, start, depth);
    }
    text.endLine();
    return scalar;
  }

  /** A value that begins behind something on its line: no mapping or sequence of several lines. */
  private JsonValue rest(Place place, int parent, int depth) {
    int c = cursor.peek();
    if (c == '|' || c == '>') {
      return new JsonString(place, YamlBlock.read(text, parent));
    }
    if (text.atIndicator('-')) {
      throw text.wrong("a list does not begin on the line of its key");
    }
    JsonValue value = c == '[' || c == '{' ? flow.read(place, depth) : scalars.read(place, false);
    text.endLine();
    return value;
  }

  private JsonValue sequence(Place place, int depth) {
    int indent = text.indent();
    List<JsonValue> elements = new ArrayList<>();
    boolean more = true;
    while (more) {
      cursor.advance();
      text.skipSpaces();
      boolean below = text.isLineEnd(0) || cursor.peek() == '#';
      text.skipBlanks();
      Place element = place.element(elements.size(), cursor.line(), cursor.column());
      boolean absent = cursor.atEnd() || (below && text.indent() <= indent);
      elements.add(absent ? new JsonNull(element) : node(element, indent, depth - 1));
      text.skipBlanks();
      more = !cursor.atEnd() && text.indent() == indent && text.atIndicator('-');
    }
    refuseDeeper(indent);
    return new JsonArray(place, elements);
  }

  /**
   * A mapping.
   *
   * @param first its first key, which is read already
   * @param start the offset at which that begins
   */
  private JsonValue mapping(Place place, int indent, JsonValue first, int start, int depth) {
    JsonMembers members = new JsonMembers();
    JsonValue scalar = first;
    int at = start;
    boolean more = true;
    while (more) {
      String key = scalars.key(scalar, at);
      Place keyPlace = place.member(key, scalar.place().line(), scalar.place().column());
      members.refuseSecond(key, keyPlace);
      cursor.advance();
      members.put(key, keyPlace, value(place, key, indent, depth));
      text.skipBlanks();
      more = !cursor.atEnd() && text.indent() == indent && !text.atIndicator('-');
      if (more) {
        at = cursor.offset();
        scalar = scalars.read(Place.root(cursor.line(), cursor.column()), false);
        text.skipSpaces();
        if (!text.atIndicator(':')) {
          throw text.wrong("a colon and a space are wanted after the key, not " + cursor.seen());
        }
      }
    }
    refuseDeeper(indent);
    return members.object(place);
  }

  /** The value behind a key's colon. */
  private JsonValue value(Place object, String key, int indent, int depth) {
    text.skipSpaces();
    Place here = object.member(key, cursor.line(), cursor.column());
    if (!text.isLineEnd(0) && cursor.peek() != '#') {
      return rest(here, indent, depth - 1);
    }
    text.skipBlanks();
    boolean deeper = !cursor.atEnd() && text.indent() > indent;
    boolean list = !cursor.atEnd() && text.indent() == indent && text.atIndicator('-');
    Place below = object.member(key, cursor.line(), cursor.column());
    return deeper || list ? node(below, indent, depth - 1) : new JsonNull(here);
  }

  private void refuseDeeper(int indent) {
    if (!cursor.atEnd() && text.indent() > indent) {
      throw misplaced();
    }
  }

  private JsonException misplaced() {
    return text.wrong(
        "the indentation of this line is none of those above it; a text of several lines begins"
            + " with | or >");
  }
}
