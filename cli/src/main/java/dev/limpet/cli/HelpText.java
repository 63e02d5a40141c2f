package dev.limpet.cli;

/** The manual. */
final class HelpText {
  static final String LIMPET = "limpet run\n";
  static final String RUN = "limpet run\n";

  private HelpText() {}
}
