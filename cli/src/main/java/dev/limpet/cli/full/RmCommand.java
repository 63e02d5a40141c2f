package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.boxes.NamedBox;
import java.util.List;

/** {@code limpet rm}. */
final class RmCommand {
  static final String HELP =
      """
      limpet rm - remove what is left of boxes that have ended

      Usage: limpet rm [-f] NAME...

        -f, --force      kill those that run, and pass over those that are not there
        -h, --help       print this

      A detached box leaves its exit code and its log, until this removes them; one
      that was started with --rm leaves nothing. Prints the name of each box it
      removes.

      Exit code: 0, or 125 where one of the boxes is not there or runs.
      """;

  private final Kernel kernel;
  private final Boxes boxes;

  RmCommand(Kernel kernel) {
    this.kernel = kernel;
    this.boxes = new Boxes(kernel, "rm");
  }

  int run(List<String> words) {
    VerbWords parsed = VerbWords.parse("rm", words);
    if (parsed.wantsHelp()) {
      return HelpCommand.print(kernel, HELP);
    }
    boolean force = parsed.has("--force");
    return boxes.each(
        force ? boxes.those(parsed.names()) : parsed.names(), box -> remove(box, force));
  }

  private int remove(NamedBox box, boolean force) {
    if (force) {
      box.removeForcibly();
    } else if (box.isHeld()) {
      throw new UsageException(
          "rm: the box " + box.name() + " runs: limpet kill ends it, and rm -f does both");
    } else {
      box.removeEnded();
    }
    new Stdio(kernel).out(box.name() + "\n");
    return 0;
  }
}
