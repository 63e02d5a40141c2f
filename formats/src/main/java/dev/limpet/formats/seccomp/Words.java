package dev.limpet.formats.seccomp;

/** The words of a text, one after the other: what stands between spaces and line ends. */
final class Words {
  private final String text;
  private int at;

  Words(String text) {
    this.text = text;
  }

  /** The next word, or the empty string at the end. */
  String next() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    int start = at;
    while (at < text.length() && !isSpace(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n';
  }
}
