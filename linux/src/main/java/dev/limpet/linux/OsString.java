package dev.limpet.linux;

import java.util.Arrays;

/**
 * Bytes of the operating system as Java strings, without loss: paths, arguments and environments
 * are UTF-8 nearly always and any bytes at all sometimes.
 *
 * <p>A byte that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF) becomes the lone surrogate U+DC00 + byte (U+DC80 to U+DCFF), and turns
 * into that byte again on the way out, as in Python's {@code surrogateescape}. Strings made by
 * {@link #decode} always encode to the bytes that they came from.
 */
public final class OsString {
  private static final char ESCAPE = '\uDC00';

  private OsString() {}

  /** The string for {@code bytes}. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The string for {@code length} of {@code bytes} from {@code offset}. */
  public static String decode(byte[] bytes, int offset, int length) {
    char[] chars = new char[length];
    int n = 0;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int lead = bytes[at] & 0xff;
      if (lead < 0x80) {
        chars[n++] = (char) lead;
        at++;
        continue;
      }
      int size = wellFormed(bytes, at, end);
      switch (size) {
        case 2 -> chars[n++] = (char) ((lead & 0x1f) << 6 | tail(bytes, at + 1));
        case 3 ->
            chars[n++] =
                (char) ((lead & 0x0f) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2));
        case 4 -> {
          int codePoint =
              (lead & 0x07) << 18
                  | tail(bytes, at + 1) << 12
                  | tail(bytes, at + 2) << 6
                  | tail(bytes, at + 3);
          chars[n++] = (char) (0xd7c0 + (codePoint >> 10));
          chars[n++] = (char) (0xdc00 + (codePoint & 0x3ff));
        }
        default -> chars[n++] = (char) (ESCAPE + lead);
      }
      at += Math.max(size, 1);
    }
    return new String(chars, 0, n);
  }

  /**
   * The bytes for {@code string}.
   *
   * @throws IllegalArgumentException where it holds a surrogate that is neither one of a pair nor
   *     an escaped byte
   */
  public static byte[] encode(String string) {
    int length = string.length();
    byte[] ascii = new byte[length];
    int i = 0;
    while (i < length && string.charAt(i) < 0x80) {
      ascii[i] = (byte) string.charAt(i);
      i++;
    }
    return i == length ? ascii : encode(string, ascii, i);
  }

  /** The same where the first {@code n} characters are those bytes. */
  private static byte[] encode(String string, byte[] ascii, int n) {
    byte[] bytes = Arrays.copyOf(ascii, n + (string.length() - n) * 3);
    for (int i = n; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < 0x80) {
        bytes[n++] = (byte) c;
      } else if (c < 0x800) {
        bytes[n++] = (byte) (0xc0 | c >> 6);
        bytes[n++] = tailByte(c);
      } else if (c < 0xd800 || c > 0xdfff) {
        bytes[n++] = (byte) (0xe0 | c >> 12);
        bytes[n++] = tailByte(c >> 6);
        bytes[n++] = tailByte(c);
      } else if (c < 0xdc00 && i + 1 < string.length() && isLow(string.charAt(i + 1))) {
        int codePoint = ((c - 0xd7c0) << 10) + (string.charAt(++i) & 0x3ff);
        bytes[n++] = (byte) (0xf0 | codePoint >> 18);
        bytes[n++] = tailByte(codePoint >> 12);
        bytes[n++] = tailByte(codePoint >> 6);
        bytes[n++] = tailByte(codePoint);
      } else if (c >= 0xdc80 && c <= 0xdcff) {
        bytes[n++] = (byte) c;
      } else {
        throw new IllegalArgumentException("lone surrogate at " + i);
      }
    }
    return Arrays.copyOf(bytes, n);
  }

  /** Whether {@link #encode} takes {@code string}. */
  public static boolean isEncodable(String string) {
    int at = 0;
    while (at < string.length()) {
      int codePoint = string.codePointAt(at);
      boolean lone = codePoint >= 0xd800 && codePoint <= 0xdfff;
      if (lone && (codePoint < 0xdc80 || codePoint > 0xdcff)) {
        return false;
      }
      at += Character.charCount(codePoint);
    }
    return true;
  }

  /** How many bytes the well-formed sequence at {@code at} has, 2 to 4; 0 if there is none. */
  private static int wellFormed(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    int size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (end - at < size) {
      return 0;
    }
    // The second byte rules out overlong forms, surrogates and what lies above U+10FFFF.
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    int second = bytes[at + 1] & 0xff;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = at + 2; i < at + size; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  private static int tail(byte[] bytes, int at) {
    return bytes[at] & 0x3f;
  }

  private static byte tailByte(int bits) {
    return (byte) (0x80 + (bits & 0x3f));
  }

  private static boolean isLow(char c) {
    return c >= 0xdc00 && c <= 0xdfff;
  }

  /**
   * {@code text} on one line and without commands to a terminal: control characters (C0, DEL and
   * C1) as backslash escapes, such as {@code \\n} and {@code \\x1b}; also what separates lines or
   * changes the direction of text in Unicode.
   */
  public static String visible(String text) {
    int at = 0;
    while (at < text.length() && !isControl(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isControl(c)) {
        out.append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else {
        out.append(c < 0x100 ? "\\x" : "\\u");
        for (int shift = c < 0x100 ? 4 : 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 15, 16));
        }
      }
    }
    return out.toString();
  }

  /** Whether {@code c} is a control character, separates lines or changes the direction of text. */
  public static boolean isControl(char c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || c == 0x61c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
