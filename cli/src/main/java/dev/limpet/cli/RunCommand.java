package dev.limpet.cli;

import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Planner;
import dev.limpet.sandbox.RootDirectory;
import java.util.List;

/** {@code limpet run}: runs a command in a process box. */
final class RunCommand {
  private final Kernel kernel;

  RunCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Returns the exit code.
   *
   * @param words what follows {@code run}
   */
  int run(List<String> words) {
    if (RunOptionsParser.wantsHelp(words)) {
      return HelpCommand.print(kernel, HelpText.RUN);
    }
    RunOptions options = RunOptionsParser.parse(words);
    Host host = HostFacts.read(kernel);
    String root = RootDirectory.resolve(kernel, options.rootfs());
    Plan plan = Planner.plan(RunSpec.of(options, root, host, Environment.ofProcess()), host);
    if (options.dryRun()) {
      new Stdio(kernel).out(DryRun.of(options, plan));
      return 0;
    }
    return new Launcher(kernel).launch(plan);
  }
}
