package dev.limpet.formats.json;

import dev.limpet.formats.text.Invisible;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes JSON, without a space or line too many.
 *
 * <p>The text is ASCII as far as it could harm: control characters, what separates lines or changes
 * the direction of text, and lone surrogates are escaped, so that it may go to a terminal, and a
 * byte that is not UTF-8 is read back as it was. All else stands as it is.
 */
public final class JsonWriter {
  private char[] out = new char[256];
  private int length;
  private boolean first = true;

  /** {@code value} as a text. */
  public static String write(JsonValue value) {
    return new JsonWriter().value(value).toString();
  }

  /** {@code string} in double quotes. */
  public static String quoted(String string) {
    JsonWriter writer = new JsonWriter();
    writer.quote(string);
    return writer.toString();
  }

  public JsonWriter beginObject() {
    return begin('{');
  }

  public JsonWriter beginArray() {
    return begin('[');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  /** The key of the member whose value comes next. */
  public JsonWriter key(String key) {
    separate();
    quote(key);
    append(':');
    first = true;
    return this;
  }

  public JsonWriter value(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonWriter value(long value) {
    return raw(String.valueOf(value));
  }

  public JsonWriter value(boolean value) {
    return raw(value ? "true" : "false");
  }

  public JsonWriter nullValue() {
    return raw("null");
  }

  /** A member with a string. */
  public JsonWriter member(String key, String value) {
    return key(key).value(value);
  }

  /** A member with a number. */
  public JsonWriter member(String key, long value) {
    return key(key).value(value);
  }

  /** A member that is true or false. */
  public JsonWriter member(String key, boolean value) {
    return key(key).value(value);
  }

  /** A whole tree. */
  public JsonWriter value(JsonValue value) {
    return switch (value) {
      case JsonString string -> value(string.value());
      case JsonNumber number -> raw(number.text());
      case JsonBoolean bool -> value(bool.value());
      case JsonNull _ -> nullValue();
      case JsonArray array -> {
        beginArray();
        for (JsonValue element : array.elements()) {
          value(element);
        }
        yield endArray();
      }
      case JsonObject object -> {
        beginObject();
        for (Map.Entry<String, JsonObject.Member> member : object.members().entrySet()) {
          key(member.getKey()).value(member.getValue().value());
        }
        yield endObject();
      }
    };
  }

  /** What has been written. */
  @Override
  public String toString() {
    return new String(out, 0, length);
  }

  private JsonWriter begin(char open) {
    separate();
    append(open);
    first = true;
    return this;
  }

  private JsonWriter end(char close) {
    append(close);
    first = false;
    return this;
  }

  private JsonWriter raw(String text) {
    separate();
    append(text);
    return this;
  }

  /** A comma before all but the first of an object or array. */
  private void separate() {
    if (!first) {
      append(',');
    }
    first = false;
  }

  private void quote(String string) {
    append('"');
    int done = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c >= 0xd800 && isPairsFirst(string, i)) {
        i++;
      } else if (isEscaped(c)) {
        append(string, done, i);
        escape(c);
        done = i + 1;
      }
    }
    append(string, done, string.length());
    append('"');
  }

  private static boolean isEscaped(char c) {
    return c < 0x7f
        ? c < ' ' || c == '"' || c == '\\'
        : Invisible.is(c) || Character.isSurrogate(c);
  }

  private static boolean isPairsFirst(String string, int at) {
    char c = string.charAt(at);
    return Character.isHighSurrogate(c)
        && at + 1 < string.length()
        && Character.isLowSurrogate(string.charAt(at + 1));
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> append("\\\"");
      case '\\' -> append("\\\\");
      case '\n' -> append("\\n");
      case '\t' -> append("\\t");
      default -> {
        append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          append(Character.forDigit(c >> shift & 15, 16));
        }
      }
    }
  }

  private void append(char c) {
    reserve(1);
    out[length++] = c;
  }

  private void append(String text) {
    append(text, 0, text.length());
  }

  private void append(String text, int from, int to) {
    reserve(to - from);
    text.getChars(from, to, out, length);
    length += to - from;
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
    }
  }
}
