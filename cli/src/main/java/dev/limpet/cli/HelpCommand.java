package dev.limpet.cli;

import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import java.util.List;

/** {@code limpet help}. */
final class HelpCommand {
  private final Kernel kernel;

  HelpCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  int run(List<String> words) {
    if (words.isEmpty()) {
      return print(kernel, HelpText.LIMPET);
    }
    return print(
        kernel,
        switch (words.get(0)) {
          case "run" -> HelpText.RUN;
          case "help", "version" -> HelpText.LIMPET;
          default -> throw Main.noVerb("help: ", words.get(0));
        });
  }

  static int print(Kernel kernel, String text) {
    new Stdio(kernel).out(text);
    return 0;
  }
}
