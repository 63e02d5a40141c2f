package dev.limpet.formats.text;

/** Characters that cannot be seen, or that change how others are. */
public final class Invisible {
  private Invisible() {}

  /**
   * Whether {@code c} is a control character, separates lines, changes the direction of text or is
   * none of Unicode's.
   */
  public static boolean is(int c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || c == 0x61c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff
        || c >= 0xfffe;
  }
}
