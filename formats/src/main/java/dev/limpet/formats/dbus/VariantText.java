package dev.limpet.formats.dbus;

import dev.limpet.formats.text.TextCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as GVariant writes them, such as {@code true}, {@code uint64 123}, {@code 'text'}, {@code
 * ['a', 'b']} or {@code @a(ss) []}. The type of a number is int32 where nothing says another. D-Bus
 * has no maybe, and neither has this.
 */
public final class VariantText {
  private static final int DEEPEST = 32;

  private final TextCursor cursor;
  private final VariantScalars scalars;

  private VariantText(String text) {
    this.cursor = new TextCursor(text);
    this.scalars = new VariantScalars(cursor);
  }

  /**
   * The value that {@code text} is.
   *
   * @throws DbusException where it is none
   */
  public static DbusValue read(String text) {
    VariantText reader = new VariantText(text);
    DbusValue value = reader.value(null, 0);
    reader.skipSpace();
    if (!reader.cursor.atEnd()) {
      throw reader.scalars.wrong("the end");
    }
    return value;
  }

  private void skipSpace() {
    while (cursor.peek() == ' ' || cursor.peek() == '\t' || cursor.peek() == '\n') {
      cursor.advance();
    }
  }

  /**
   * The value here.
   *
   * @param wanted its type; null where nothing has said it
   */
  private DbusValue value(@Nullable String wanted, int depth) {
    skipSpace();
    if (depth > DEEPEST) {
      throw new DbusException("values lie more than " + DEEPEST + " deep in each other");
    }
    DbusValue value =
        switch (cursor.peek()) {
          case '@' -> annotated(depth);
          case '[' -> array(wanted, depth);
          case '(' -> fields(wanted, depth);
          case '{' -> dictionary(wanted, depth);
          case '<' -> variant(depth);
          case '\'', '"' -> scalars.text(wanted == null ? "s" : wanted);
          default -> word(wanted, depth);
        };
    if (wanted != null && !value.signature().equals(wanted)) {
      throw scalars.wrong("a value of type " + wanted + " before that");
    }
    return value;
  }

  /** A type before its value. */
  private DbusValue annotated(int depth) {
    cursor.advance();
    int start = cursor.offset();
    while (!cursor.atEnd() && " \t\n".indexOf(cursor.peek()) < 0) {
      cursor.advance();
    }
    String type = Signatures.checked(cursor.since(start));
    if (type.isEmpty() || Signatures.end(type, 0) != type.length()) {
      throw scalars.wrong("one type and a value behind @");
    }
    return value(type, depth + 1);
  }

  private DbusValue word(@Nullable String wanted, int depth) {
    String word = scalars.word();
    if (word.equals("true") || word.equals("false")) {
      return DbusValue.flag(word.equals("true"));
    }
    String type = VariantScalars.typeNamed(word);
    if (type != null) {
      return value(type, depth + 1);
    }
    return scalars.number(word, wanted == null ? "i" : wanted);
  }

  private void expect(char c) {
    skipSpace();
    if (cursor.peek() != c) {
      throw scalars.wrong("'" + c + "'");
    }
    cursor.advance();
  }

  /** Whether there is another element, where one was read or none. */
  private boolean hasMore(char close, boolean first) {
    skipSpace();
    if (cursor.peek() == close) {
      cursor.advance();
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  private DbusValue array(@Nullable String wanted, int depth) {
    String element = wanted == null || !wanted.startsWith("a") ? null : wanted.substring(1);
    List<DbusValue> values = new ArrayList<>();
    cursor.advance();
    while (hasMore(']', values.isEmpty())) {
      DbusValue value = value(element, depth + 1);
      element = value.signature();
      values.add(value);
    }
    if (element == null) {
      throw scalars.wrong("the type of an empty array, such as @as []");
    }
    return new DbusValue.Elements(element, values);
  }

  private DbusValue fields(@Nullable String wanted, int depth) {
    List<DbusValue> values = new ArrayList<>();
    int type = 1;
    cursor.advance();
    while (hasMore(')', values.isEmpty())) {
      skipSpace();
      if (values.size() == 1 && cursor.peek() == ')') {
        cursor.advance(); // the comma behind a single one
        break;
      }
      String field = null;
      if (wanted != null && wanted.startsWith("(") && type < wanted.length() - 1) {
        int next = Signatures.end(wanted, type);
        field = wanted.substring(type, next);
        type = next;
      }
      values.add(value(field, depth + 1));
    }
    if (values.isEmpty()) {
      throw scalars.wrong("a value between ( and )");
    }
    return new DbusValue.Fields(values);
  }

  private DbusValue dictionary(@Nullable String wanted, int depth) {
    String key = null;
    String content = null;
    if (wanted != null && wanted.startsWith("a{")) {
      key = wanted.substring(2, 3);
      content = wanted.substring(3, wanted.length() - 1);
    }
    List<DbusValue> entries = new ArrayList<>();
    cursor.advance();
    while (hasMore('}', entries.isEmpty())) {
      DbusValue name = value(key, depth + 1);
      key = name.signature();
      if (key.length() != 1 || !Signatures.isSimple(key.charAt(0))) {
        throw scalars.wrong("a key that is a number or a text");
      }
      expect(':');
      DbusValue value = value(content, depth + 1);
      content = value.signature();
      entries.add(new DbusValue.Entry(name, value));
    }
    if (key == null || content == null) {
      throw scalars.wrong("the type of an empty dictionary, such as @a{sv} {}");
    }
    return new DbusValue.Elements("{" + key + content + "}", entries);
  }

  private DbusValue variant(int depth) {
    cursor.advance();
    DbusValue value = value(null, depth + 1);
    expect('>');
    return new DbusValue.Variant(value);
  }
}
