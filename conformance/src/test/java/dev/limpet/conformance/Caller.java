package dev.limpet.conformance;

import java.util.List;

/** Who runs limpet in a test. Every promise is kept for both. */
enum Caller {
  /** Whoever runs the tests: root in CI. */
  SELF,
  /** A user without a passwd entry, groups, capabilities or home. */
  ORDINARY_USER;

  static final String UID = "54321";

  /** The words to put before a command so that this caller runs it. */
  List<String> prefix() {
    return switch (this) {
      case SELF -> List.of();
      case ORDINARY_USER ->
          List.of(
              "setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--inh-caps=-all");
    };
  }
}
