package dev.limpet.oci;

import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;

/** {@code limpet-oci}: an OCI runtime on the command line, as engines call it. */
public final class OciMain {
  /** The name of the program, by which the binary knows what it shall be. */
  public static final String NAME = "limpet-oci";

  private final Kernel kernel;
  private final Report report;

  private OciMain(Kernel kernel) {
    this.kernel = kernel;
    this.report = new Report(kernel);
  }

  /** Does what {@code words} say; returns the exit code. Failures are printed here. */
  public static int run(Kernel kernel, List<String> words) {
    return new OciMain(kernel).run(words);
  }

  private int run(List<String> words) {
    try {
      CommandLine line = Global.parse(words);
      List<String> rest = line.operands();
      if (line.flag("version")) {
        return version();
      }
      if (line.flag("help") || rest.isEmpty() || rest.get(0).equals("help")) {
        return help();
      }
      Global global = Global.of(kernel, Environment.ofProcess(), line);
      report.begin(global);
      return dispatch(global, rest.get(0), rest.subList(1, rest.size()));
    } catch (FailedException | StepFailedException | RefusedException | ErrnoException failure) {
      report.failure(String.valueOf(failure.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private int dispatch(Global global, String verb, List<String> words) {
    return switch (verb) {
      case "create" -> new CreateCommand(kernel, global, report).run(words);
      case "start" -> new StartCommand(kernel, global, report).run(words);
      case "exec" -> new ExecCommand(kernel, global).run(words);
      case "state" -> new StateCommand(kernel, global).run(words);
      case "kill" -> new KillCommand(kernel, global).run(words);
      case "delete" -> new DeleteCommand(kernel, global, report).run(words);
      case "list" -> new ListCommand(kernel, global).run(words);
      default -> throw new FailedException("no verb " + verb + ": see limpet-oci help");
    };
  }

  private int version() {
    new Stdio(kernel).out("limpet-oci version 0.1.0\nspec: 1.2.0\n");
    return 0;
  }

  private int help() {
    new Stdio(kernel).out(HelpText.TEXT);
    return 0;
  }
}
