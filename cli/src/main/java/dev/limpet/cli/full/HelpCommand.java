package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.ExitCode;
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
    if (words.size() > 1) {
      throw new UsageException("help: one verb at a time: limpet help " + words.get(0));
    }
    return print(
        kernel,
        switch (words.get(0)) {
          case "run", "build" -> HelpText.RUN;
          case "exec", "enter" -> ExecCommand.HELP;
          case "ps" -> PsCommand.HELP;
          case "logs" -> LogsCommand.HELP;
          case "kill" -> KillCommand.HELP;
          case "wait" -> WaitCommand.HELP;
          case "rm" -> RmCommand.HELP;
          case "pull", "push", "load", "save", "images", "inspect", "rmi", "unpack", "prune" ->
              ImagesHelp.TEXT;
          case "doctor" -> HelpText.DOCTOR;
          case "help", "version", "completion" -> HelpText.LIMPET;
          default -> throw FullMain.noVerb("help: ", words.get(0));
        });
  }

  /** Returns the exit code: output that nobody can get is a failure. */
  static int print(Kernel kernel, String text) {
    return new Stdio(kernel).out(text) ? 0 : ExitCode.FAILURE;
  }
}
