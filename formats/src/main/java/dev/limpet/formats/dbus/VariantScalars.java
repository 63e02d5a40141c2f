package dev.limpet.formats.dbus;

import dev.limpet.formats.text.TextCursor;
import org.jspecify.annotations.Nullable;

/** Numbers and texts as GVariant writes them. */
final class VariantScalars {
  /** A tenth of the largest number of 64 bits without a sign. */
  private static final long TENTH = 1_844_674_407_370_955_161L;

  private final TextCursor cursor;

  VariantScalars(TextCursor cursor) {
    this.cursor = cursor;
  }

  DbusException wrong(String wanted) {
    return new DbusException(
        "column " + cursor.column() + ": " + wanted + " is wanted, not " + cursor.seen());
  }

  /** The type of that name, in the letter of D-Bus; null where there is none. */
  static @Nullable String typeNamed(String word) {
    return switch (word) {
      case "boolean" -> "b";
      case "byte" -> "y";
      case "int16" -> "n";
      case "uint16" -> "q";
      case "int32" -> "i";
      case "uint32" -> "u";
      case "handle" -> "h";
      case "int64" -> "x";
      case "uint64" -> "t";
      case "double" -> "d";
      case "string" -> "s";
      case "objectpath" -> "o";
      case "signature" -> "g";
      default -> null;
    };
  }

  /** The letters, digits and signs of numbers that stand here. */
  String word() {
    int start = cursor.offset();
    while (isOfWord(cursor.peek())) {
      cursor.advance();
    }
    if (cursor.offset() == start) {
      throw wrong("a value");
    }
    return cursor.since(start);
  }

  private static boolean isOfWord(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '-'
        || c == '.';
  }

  /** The number that {@code word} is. */
  DbusValue number(String word, String type) {
    try {
      return switch (type) {
        case "y" -> ranged(word, 'y', 0, 0xff);
        case "n" -> ranged(word, 'n', Short.MIN_VALUE, Short.MAX_VALUE);
        case "q" -> ranged(word, 'q', 0, 0xffff);
        case "i", "h" -> ranged(word, type.charAt(0), Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "u" -> ranged(word, 'u', 0, 0xffffffffL);
        case "x" -> ranged(word, 'x', Long.MIN_VALUE, Long.MAX_VALUE);
        case "t" -> new DbusValue.Fixed('t', unsigned(word));
        case "d" -> new DbusValue.Fixed('d', Double.doubleToLongBits(floating(word)));
        default -> throw new NumberFormatException(word);
      };
    } catch (NumberFormatException e) {
      throw new DbusException(word + " is no value of type " + type);
    }
  }

  private static DbusValue ranged(String word, char type, long least, long most) {
    boolean negative = word.startsWith("-");
    String digits = negative || word.startsWith("+") ? word.substring(1) : word;
    int base = base(digits);
    String bare = digits.substring(base == 16 ? 2 : 0);
    if (!isDigits(bare, base)) {
      throw new NumberFormatException(word);
    }
    long value = Long.parseLong(negative ? "-" + bare : bare, base);
    if (value < least || value > most) {
      throw new NumberFormatException(word);
    }
    return new DbusValue.Fixed(type, value);
  }

  private static int base(String digits) {
    return digits.startsWith("0x") || digits.startsWith("0X")
        ? 16
        : digits.length() > 1 && digits.startsWith("0") ? 8 : 10;
  }

  private static boolean isDigits(String text, int base) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), base) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static long unsigned(String word) {
    String digits = word.startsWith("+") ? word.substring(1) : word;
    int base = base(digits);
    String bare = digits.substring(base == 16 ? 2 : 0);
    long most = base == 16 ? -1L >>> 4 : base == 8 ? -1L >>> 3 : TENTH;
    long value = 0;
    for (int i = 0; i < bare.length(); i++) {
      int digit = Character.digit(bare.charAt(i), base);
      if (digit < 0 || value < 0 || value > most || (base == 10 && value == most && digit > 5)) {
        throw new NumberFormatException(word);
      }
      value = value * base + digit;
    }
    if (bare.isEmpty()) {
      throw new NumberFormatException(word);
    }
    return value;
  }

  private static double floating(String word) {
    for (int i = 0; i < word.length(); i++) {
      if ("0123456789+-.eE".indexOf(word.charAt(i)) < 0) {
        throw new NumberFormatException(word);
      }
    }
    return Double.parseDouble(word);
  }

  /** The text in quotes that stands here. */
  DbusValue text(String type) {
    String text = quoted();
    Utf8.encode(text);
    return switch (type) {
      case "o" -> new DbusValue.Text('o', ObjectPaths.checked(text));
      case "g" -> new DbusValue.Text('g', Signatures.checked(text));
      default -> new DbusValue.Text('s', text);
    };
  }

  private String quoted() {
    int quote = cursor.peek();
    cursor.advance();
    StringBuilder text = new StringBuilder();
    while (cursor.peek() != quote) {
      if (cursor.atEnd()) {
        throw wrong("a quote at the end of the text");
      }
      char c = (char) cursor.peek();
      cursor.advance();
      if (c == '\\') {
        escape(text);
      } else {
        text.append(c);
      }
    }
    cursor.advance();
    return text.toString();
  }

  private void escape(StringBuilder text) {
    if (cursor.atEnd()) {
      throw wrong("a letter behind \\");
    }
    char c = (char) cursor.peek();
    cursor.advance();
    switch (c) {
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000b');
      case 'u' -> codePoint(text, 4);
      case 'U' -> codePoint(text, 8);
      case '\n' -> {} // which continues the line
      default -> text.append(c);
    }
  }

  private void codePoint(StringBuilder text, int digits) {
    int c = 0;
    for (int i = 0; i < digits; i++) {
      int digit = cursor.atEnd() ? -1 : Character.digit(cursor.peek(), 16);
      if (digit < 0 || c > 0x10ffff) {
        throw wrong("a digit of a character's number");
      }
      c = c << 4 | digit;
      cursor.advance();
    }
    if (c > 0x10ffff) {
      throw wrong("the number of a character");
    }
    text.appendCodePoint(c);
  }
}
