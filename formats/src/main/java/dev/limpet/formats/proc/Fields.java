package dev.limpet.formats.proc;

/** Fields of the kernel's text files. */
final class Fields {
  private Fields() {}

  /** Without the escapes of the kernel's seq_path: a backslash and three octal digits. */
  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int code = text.charAt(at) == '\\' ? octal(text, at + 1) : -1;
      out.append(code < 0 ? text.charAt(at) : (char) code);
      at += code < 0 ? 1 : 4;
    }
    return out.toString();
  }

  /** The character of three octal digits at {@code at}, or -1. The kernel escapes only ASCII. */
  private static int octal(String text, int at) {
    if (at + 3 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value > 0 && value < 0x80 ? value : -1;
  }
}
