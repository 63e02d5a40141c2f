package dev.limpet.formats.json;

/** A text is not what it should be. The message is one line: where, and what is wrong. */
public final class JsonException extends RuntimeException {
  private final int line;
  private final int column;
  private final String problem;

  /**
   * @param line from 1
   * @param column from 1
   * @param problem what is wrong there
   */
  public JsonException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  public JsonException(Place place, String problem) {
    this(place.line(), place.column(), problem);
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /** What is wrong, without where. */
  public String problem() {
    return problem;
  }

  /** The message as compilers have it: {@code file:line:column: problem}. */
  public String in(String file) {
    return file + ":" + line + ":" + column + ": " + problem;
  }
}
