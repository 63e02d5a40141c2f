package dev.limpet.cli;

import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;

/** {@code limpet version}. */
final class VersionCommand {
  /** As in the parent pom; a test holds that. */
  static final String VERSION = "0.1.0";

  private final Kernel kernel;

  VersionCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  int run() {
    new Stdio(kernel).out("limpet " + VERSION + "\n");
    return 0;
  }
}
