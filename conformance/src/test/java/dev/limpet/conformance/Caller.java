package dev.limpet.conformance;

import java.util.List;

/** Who runs limpet in a test. Every promise is kept for both. */
enum Caller {
  /** Whoever runs the tests: root in CI. */
  SELF(List.of()),
  /** A user without a passwd entry, groups, capabilities or home. */
  ORDINARY_USER(
      List.of("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "--inh-caps=-all"));

  private final List<String> prefix;

  Caller(List<String> prefix) {
    this.prefix = prefix;
  }

  /** The words to put before a command so that this caller runs it. */
  List<String> prefix() {
    return prefix;
  }
}
