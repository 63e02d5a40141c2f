package dev.limpet.cli.full;

import dev.limpet.cli.full.images.ImageChoice;
import dev.limpet.cli.full.images.ImageOptions;
import dev.limpet.cli.full.images.ImageProvision;
import dev.limpet.cli.full.images.ImageRun;
import dev.limpet.cli.full.images.ImageTree;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Nesting;
import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.SignalsOnly;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.TerminalRelay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code limpet run} and {@code limpet build} with all their options. */
final class FullRunCommand {
  private final Kernel kernel;
  private final String verb;

  FullRunCommand(Kernel kernel, String verb) {
    this.kernel = kernel;
    this.verb = verb;
  }

  /**
   * Returns the exit code.
   *
   * @param words what follows the verb
   */
  int run(List<String> words) {
    if (FullSettings.wantsHelp(words)) {
      return HelpCommand.print(kernel, HelpText.RUN);
    }
    Request request = request(words);
    Nesting.Surroundings around = Nesting.surroundings(kernel, HostFacts.read(kernel));
    if (request.printed()) {
      return HelpCommand.print(kernel, PolicyText.of(request.checked(), around.host().cwd()));
    }
    Environment environment = Environment.ofProcess();
    request = request.withImage(new ImageChoice(kernel, environment));
    FullOptions options = request.options();
    options.check();
    ImageRun image = null;
    ImageOptions wanted = options.image();
    if (wanted.name() != null) {
      ImageTree tree =
          new ImageProvision(kernel, environment, () -> OwnIds.helpers(kernel, environment))
              .provide(wanted, options.dryRun());
      if (tree == null) {
        return ExitCode.FAILURE;
      }
      image = ImageRun.of(kernel, tree, wanted, options.plain(), term(options, environment));
      options = options.withPlain(image.plain());
    }
    Composition made = new Composition(kernel, verb, options, around, image, request.elsewhere());
    if (options.dryRun()) {
      String plan = DryRun.of(options, made.box(), landlock(made.box().plan()));
      return HelpCommand.print(kernel, plan + made.notes());
    }
    return start(options, made);
  }

  /** What the terminal of the box is: the caller's is its other end. */
  private static @Nullable String term(FullOptions options, Environment environment) {
    String callers = environment.get("TERM");
    return options.terminal() ? (callers == null ? "xterm" : callers) : null;
  }

  private int start(FullOptions options, Composition made) {
    Attendant attendant = options.terminal() ? new TerminalRelay(kernel) : new SignalsOnly(kernel);
    LimitedBox box = made.box();
    box.warn();
    if (options.named()) {
      return new NamedRun(kernel, options, box.plan(), made.launch()).run(attendant);
    }
    Outcome outcome = made.launch().launch(box.plan(), options.timeoutNanos(), attendant);
    new Stdio(kernel).err(StatsText.epilogue(options, outcome));
    return outcome.exitCode();
  }

  /** The version of Landlock that the kernel has, where the plan wants some; 0 for none. */
  private int landlock(Plan plan) {
    for (Step step : plan.steps()) {
      if (step instanceof Step.Restrict) {
        try {
          return kernel.landlock_create_ruleset(0, 0, Flags.LANDLOCK_CREATE_RULESET_VERSION);
        } catch (ErrnoException e) {
          return 0;
        }
      }
    }
    return 0;
  }

  /** What the words ask for, and the policy that they name. */
  private Request request(List<String> words) {
    Request typed = Request.of(verb, words);
    String file = typed.policy();
    return file == null
        ? typed
        : typed.under(
            PolicyReader.read(verb, file, CallersFile.text(kernel, verb + ": --policy", file)));
  }
}
