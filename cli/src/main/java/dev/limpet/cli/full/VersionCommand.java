package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Kernel;
import java.util.List;

/** {@code limpet version}. */
final class VersionCommand {
  /** As in the parent pom; a test holds that. */
  static final String VERSION = "0.1.0";

  private final Kernel kernel;

  VersionCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  int run(List<String> words) {
    if (!words.isEmpty()) {
      throw new UsageException("version stands alone: " + words.get(0) + " has no meaning there");
    }
    return HelpCommand.print(kernel, "limpet " + VERSION + "\n");
  }
}
