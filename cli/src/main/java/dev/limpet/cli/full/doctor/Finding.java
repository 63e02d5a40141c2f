package dev.limpet.cli.full.doctor;

/**
 * What was found about one thing.
 *
 * @param name which one: a word that stays
 * @param state how it is
 * @param what what that means
 * @param fix what to do about it; empty where there is nothing to do
 */
public record Finding(String name, State state, String what, String fix) {
  /** How something is. */
  public enum State {
    OK("OK", "ok"),
    /** Some of it is there, or something else does most of what it would. */
    LIMITED("limited", "limited"),
    MISSING("missing", "missing");

    private final String word;
    private final String key;

    State(String word, String key) {
      this.word = word;
      this.key = key;
    }

    /** For people. */
    public String word() {
      return word;
    }

    /** For programs. */
    public String key() {
      return key;
    }
  }

  static Finding ok(String name, String what) {
    return new Finding(name, State.OK, what, "");
  }

  static Finding limited(String name, String what, String fix) {
    return new Finding(name, State.LIMITED, what, fix);
  }

  static Finding missing(String name, String what, String fix) {
    return new Finding(name, State.MISSING, what, fix);
  }
}
