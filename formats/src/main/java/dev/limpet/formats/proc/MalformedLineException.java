package dev.limpet.formats.proc;

/** A line of a file that is not as it should be. */
public final class MalformedLineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int line;

  MalformedLineException(int line, String why) {
    super("line " + line + ": " + why);
    this.line = line;
  }

  /** Which one, from 1. */
  public int line() {
    return line;
  }
}
