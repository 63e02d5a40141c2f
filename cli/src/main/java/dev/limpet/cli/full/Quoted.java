package dev.limpet.cli.full;

import dev.limpet.linux.OsString;

/** Words as a shell reads them back, on one line. */
final class Quoted {
  private static final String PLAIN = "%+,-./:=@_";

  private Quoted() {}

  /**
   * {@code word} itself where a shell takes it as it is, else in single quotes; with control
   * characters in it in the form {@code $'...'} of POSIX.1-2024.
   */
  static String word(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length() && plain; i++) {
      char c = word.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
    }
    return plain ? word : quoted(word);
  }

  private static String quoted(String word) {
    String visible = OsString.visible(word);
    boolean controls = !visible.equals(word);
    StringBuilder out = new StringBuilder(controls ? "$'" : "'");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (controls) {
        out.append(c == '\'' || c == '\\' ? "\\" : "");
        out.append(OsString.visible(String.valueOf(c)));
      } else {
        out.append(c == '\'' ? "'\\''" : String.valueOf(c));
      }
    }
    return out.append('\'').toString();
  }
}
