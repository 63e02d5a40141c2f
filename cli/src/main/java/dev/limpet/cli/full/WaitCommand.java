package dev.limpet.cli.full;

import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.List;

/** {@code limpet wait}. */
final class WaitCommand {
  static final String HELP =
      """
      limpet wait - wait until boxes have ended

      Usage: limpet wait NAME...

      Prints the exit code of each, a line for each, in the order given. A box that has
      ended already is no reason to wait. A box whose supervisor was killed has 137.

      Exit code: that of the last box; 125 where one of them is not there.
      """;

  private final Kernel kernel;

  WaitCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  int run(List<String> words) {
    VerbWords parsed = VerbWords.parse("wait", words);
    if (parsed.wantsHelp()) {
      return HelpCommand.print(kernel, HELP);
    }
    return new Boxes(kernel, "wait").each(parsed.names(), this::await);
  }

  private int await(NamedBox box) {
    int code = box.awaitEnd();
    new Stdio(kernel).out(code + "\n");
    return code;
  }
}
