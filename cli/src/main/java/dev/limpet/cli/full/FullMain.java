package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Arguments;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.SystemKernel;
import dev.limpet.oci.OciMain;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;

/** The {@code limpet-full} binary: all verbs and all options. */
public final class FullMain {
  static final List<String> VERBS =
      List.of(
          "run",
          "build",
          "exec",
          "enter",
          "ps",
          "logs",
          "kill",
          "wait",
          "rm",
          "pull",
          "push",
          "load",
          "save",
          "images",
          "inspect",
          "rmi",
          "unpack",
          "prune",
          "doctor",
          "completion",
          "help",
          "version");

  private FullMain() {}

  public static void main(String[] args) {
    Kernel kernel = new SystemKernel();
    Arguments arguments = Arguments.ofProcess(args);
    String program = arguments.program();
    boolean runtime = program.substring(program.lastIndexOf('/') + 1).equals(OciMain.NAME);
    kernel.exit_group(
        runtime ? OciMain.run(kernel, arguments.words()) : run(kernel, arguments.words()));
  }

  /**
   * Does what {@code words} say; returns the exit code. The one place where failures are printed.
   */
  static int run(Kernel kernel, List<String> words) {
    try {
      return dispatch(kernel, words);
    } catch (UsageException | StepFailedException | RefusedException | ErrnoException failure) {
      new Stdio(kernel).failure(String.valueOf(failure.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private static int dispatch(Kernel kernel, List<String> words) {
    if (words.isEmpty()) {
      throw new UsageException(
          "no verb is given: limpet run COMMAND runs one in a box; see limpet help");
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "run", "build" -> new FullRunCommand(kernel, words.get(0)).run(rest);
      case "completion" -> new CompletionCommand(kernel).run(rest);
      case "exec", "enter" -> new ExecCommand(kernel, words.get(0)).run(rest);
      case "ps" -> new PsCommand(kernel).run(rest);
      case "logs" -> new LogsCommand(kernel).run(rest);
      case "kill" -> new KillCommand(kernel).run(rest);
      case "wait" -> new WaitCommand(kernel).run(rest);
      case "rm" -> new RmCommand(kernel).run(rest);
      case "pull", "push", "load", "save", "images", "inspect", "rmi", "unpack", "prune" ->
          new ImagesCommand(kernel, words.get(0)).run(rest);
      case "oci" -> OciMain.run(kernel, rest);
      case "doctor" -> new DoctorCommand(kernel).run(rest);
      case "help", "--help", "-h" -> new HelpCommand(kernel).run(rest);
      case "version", "--version" -> new VersionCommand(kernel).run(rest);
      default -> throw noVerb("", words.get(0));
    };
  }

  static UsageException noVerb(String where, String word) {
    return new UsageException(
        where + "no verb " + word + Nearest.suggestion(word, VERBS) + "see limpet help");
  }
}
