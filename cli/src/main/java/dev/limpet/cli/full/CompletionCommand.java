package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Kernel;
import java.util.List;

/** {@code limpet completion}. */
final class CompletionCommand {
  private final Kernel kernel;

  CompletionCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  int run(List<String> words) {
    if (words.size() == 1 && (words.get(0).equals("--help") || words.get(0).equals("-h"))) {
      return HelpCommand.print(kernel, HelpText.LIMPET);
    }
    if (words.size() != 1 || !words.get(0).equals("bash")) {
      throw new UsageException("completion: for bash it is there: limpet completion bash");
    }
    return HelpCommand.print(kernel, BashCompletion.script());
  }
}
