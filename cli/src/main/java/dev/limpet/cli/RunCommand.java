package dev.limpet.cli;

import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Nesting;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Planner;
import dev.limpet.sandbox.RootDirectory;
import java.util.List;

/** {@code limpet run} and {@code limpet build} with plain options: a command in a process box. */
final class RunCommand {
  private final Kernel kernel;

  RunCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Returns the exit code.
   *
   * @param words the verb and what follows it
   * @throws UsageException where they are for the full program
   */
  int run(List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    if (!verb.equals("run") && !verb.equals("build")) {
      throw new UsageException("no verb " + verb);
    }
    RunSettings settings = new RunSettings(verb.equals("build"));
    List<String> command = RunOptionsParser.parse(verb, words.subList(1, words.size()), settings);
    RunOptions options = settings.with(RunOptionsParser.checked(verb, command));
    Environment callers = Environment.ofProcess();
    String word = command.get(0);
    boolean named = verb.equals("run") && !settings.isLiteral() && !settings.hasRoot();
    if (named && ImageWord.mayBe(kernel, callers, word)) {
      throw new UsageException("it may be an image"); // the full program knows which
    }
    if (options.network() == RunOptions.Network.HOST) {
      throw new UsageException("names are to be resolved"); // the full program sees to that
    }
    Host host = HostFacts.read(kernel);
    if (Nesting.isAround(host)) {
      throw new UsageException("in a box that is around this one"); // the full program sees through
    }
    String root = RootDirectory.resolve(kernel, options.rootfs());
    Environment environment = RunSpec.environment(options.env(), List.of(), callers, callers);
    Plan plan = Planner.plan(RunSpec.of(options, root, host, environment), host);
    return new Launcher(kernel)
        .launch(named ? plan.withElsewhere(ImageWord.elsewhere(word)) : plan);
  }
}
