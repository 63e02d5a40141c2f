package dev.limpet.conformance;

/**
 * What a finished program left.
 *
 * @param exit its exit code
 * @param out everything it wrote to standard output
 * @param err everything it wrote to standard error
 */
record Outcome(int exit, String out, String err) {
  /** Standard output without the last line's end. */
  String line() {
    return out.strip();
  }
}
