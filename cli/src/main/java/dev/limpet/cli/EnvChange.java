package dev.limpet.cli;

/** One change of the environment. */
public sealed interface EnvChange {
  /** The variable. */
  String name();

  /** {@code -e NAME=VALUE}. */
  record Set(String name, String value) implements EnvChange {}

  /** {@code -e NAME}: as the caller has it, where the caller has it. */
  record Pass(String name) implements EnvChange {}

  /** {@code -E NAME}. */
  record Unset(String name) implements EnvChange {}

  /**
   * {@code NAME=VALUE} or a bare {@code NAME}.
   *
   * @throws UsageException if there is no name
   */
  public static EnvChange parse(String entry) {
    int equals = entry.indexOf('=');
    if (equals == 0 || entry.isEmpty()) {
      throw new UsageException("-e " + entry + " has no name: -e NAME=VALUE");
    }
    return equals < 0
        ? new Pass(entry)
        : new Set(entry.substring(0, equals), entry.substring(equals + 1));
  }
}
