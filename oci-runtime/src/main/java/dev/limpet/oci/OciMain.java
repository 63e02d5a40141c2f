package dev.limpet.oci;

import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.runtimespec.Features;
import dev.limpet.linux.Capabilities;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Machine;
import dev.limpet.linux.Stdio;
import dev.limpet.oci.root.RootPlanner;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.SealedProgram;
import dev.limpet.sandbox.StepFailedException;
import java.util.ArrayList;
import java.util.List;

/** {@code limpet-oci}: an OCI runtime on the command line, as engines call it. */
public final class OciMain {
  /** The name of the program, by which the binary knows what it shall be. */
  public static final String NAME = "limpet-oci";

  /** Verbs of which a process comes within reach of a container's. */
  private static final List<String> SEALED = List.of("create", "run", "exec");

  private static final String VERSION = "0.1.0";

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
      if (line.flag("help") || rest.isEmpty() || rest.get(0).equals("help") || asks(rest)) {
        return help();
      }
      Global global = Global.of(kernel, Environment.ofProcess(), line);
      report.begin(global);
      if (SEALED.contains(rest.get(0))) {
        List<String> args = new ArrayList<>(List.of(NAME));
        args.addAll(words);
        new SealedProgram(kernel).become(args);
      }
      return dispatch(global, rest.get(0), rest.subList(1, rest.size()));
    } catch (RefusedException refused) {
      report.failure(String.valueOf(refused.getMessage()));
      // Who waits for the program itself learns of one that is not there as from a shell.
      return ends(words) ? refused.exitCode() : ExitCode.FAILURE;
    } catch (FailedException | StepFailedException | ErrnoException failure) {
      report.failure(String.valueOf(failure.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  /** Whether a verb's own help is asked for: there is one for all. */
  private static boolean asks(List<String> rest) {
    return rest.size() > 1 && (rest.get(1).equals("--help") || rest.get(1).equals("-h"));
  }

  /** Whether the verb's exit code is its program's. */
  private static boolean ends(List<String> words) {
    List<String> rest = Global.parse(words).operands();
    return !rest.isEmpty() && (rest.get(0).equals("run") || rest.get(0).equals("exec"));
  }

  private int dispatch(Global global, String verb, List<String> words) {
    return switch (verb) {
      case "create" -> new CreateCommand(kernel, global, report).run(words);
      case "start" -> new StartCommand(kernel, global, report).run(words);
      case "run" -> new RunCommand(kernel, global, report).run(words);
      case "spec" -> new SpecCommand(kernel, global).run(words);
      case "features" -> features();
      case "ps" -> new PsCommand(kernel, global).run(words);
      case "pause" -> new PauseCommand(kernel, global, true).run(words);
      case "resume" -> new PauseCommand(kernel, global, false).run(words);
      case "update" -> new UpdateCommand(kernel, global).run(words);
      case "events" -> new EventsCommand(kernel, global).run(words);
      case "exec" -> new ExecCommand(kernel, global, report).run(words);
      case "state" -> new StateCommand(kernel, global).run(words);
      case "kill" -> new KillCommand(kernel, global, report).run(words);
      case "delete" -> new DeleteCommand(kernel, global, report).run(words);
      case "list" -> new ListCommand(kernel, global, report).run(words);
      default -> throw new FailedException("no verb " + verb + ": see limpet-oci help");
    };
  }

  private int version() {
    new Stdio(kernel).out(NAME + " version " + VERSION + "\nspec: " + Spec.VERSION + "\n");
    return 0;
  }

  private int features() {
    List<String> capabilities = new ArrayList<>();
    for (int number = 0; number < Capabilities.COUNT; number++) {
      capabilities.add(Capabilities.name(number));
    }
    String architecture = Machine.isAarch64() ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64";
    Features features =
        new Features(
            RootPlanner.mountOptions(), capabilities, List.of(architecture), true, VERSION);
    new Stdio(kernel).out(features.toJson());
    return 0;
  }

  private int help() {
    new Stdio(kernel).out(HelpText.TEXT);
    return 0;
  }
}
