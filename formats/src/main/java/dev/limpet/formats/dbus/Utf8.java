package dev.limpet.formats.dbus;

/** The text of strings: UTF-8 and nothing else, as D-Bus demands. */
final class Utf8 {
  private Utf8() {}

  /**
   * The bytes of {@code text}.
   *
   * @throws DbusException where it cannot be a string of D-Bus
   */
  static byte[] encode(String text) {
    byte[] bytes = new byte[text.length() * 3];
    int n = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c == 0 || (c >= 0xd800 && c <= 0xdfff)) {
        throw new DbusException("a text with a NUL or a byte that is not UTF-8");
      }
      if (c < 0x80) {
        bytes[n++] = (byte) c;
        continue;
      }
      int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      bytes[n++] = (byte) (0xff00 >> (more + 1) | c >> (6 * more));
      for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
        bytes[n++] = (byte) (0x80 | (c >> shift & 0x3f));
      }
    }
    byte[] exact = new byte[n];
    System.arraycopy(bytes, 0, exact, 0, n);
    return exact;
  }

  /**
   * The text of {@code length} bytes.
   *
   * @throws DbusException where they are no UTF-8, or hold a NUL
   */
  static String decode(byte[] bytes, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int lead = bytes[at++];
      if (lead > 0) {
        text.append((char) lead);
        continue;
      }
      int more = lead >= -62 && lead < -32 ? 1 : lead >= -32 && lead < -16 ? 2 : 3;
      if (lead == 0 || lead < -62 || lead > -12 || end - at < more) {
        throw wrong();
      }
      int c = lead & 0x3f >> more;
      for (int i = 0; i < more; i++) {
        int tail = bytes[at++];
        if (tail >= -64) {
          throw wrong();
        }
        c = c << 6 | (tail & 0x3f);
      }
      boolean overlong = c < (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
      if (overlong || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
        throw wrong();
      }
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  private static DbusException wrong() {
    return new DbusException("a string that is not UTF-8");
  }
}
