package dev.limpet.cli;

/** Words as a shell reads them back. */
final class Quoted {
  private static final String PLAIN = "%+,-./:=@_";

  private Quoted() {}

  /** {@code word} itself where a shell takes it as it is, else in single quotes. */
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
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
