package dev.limpet.cli.full;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.RunSpec;
import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.AccompaniedLaunch;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Nesting;
import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.RootDirectory;
import dev.limpet.sandbox.SignalsOnly;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.TerminalRelay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code limpet run} and {@code limpet build} with all their options. */
final class FullRunCommand {
  /** No environment may be larger, and no policy or profile has to be. */
  private static final int FILE_LIMIT = 1 << 20;

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
    Host host = around.host();
    if (request.printed()) {
      return HelpCommand.print(kernel, PolicyText.of(request.checked(), host.cwd()));
    }
    FullOptions options = request.options();
    options.check();
    RunOptions plain = options.plain();
    String root = RootDirectory.resolve(kernel, plain.rootfs());
    Environment environment =
        RunSpec.environment(plain.env(), envFiles(options), Environment.ofProcess());
    List<Helper> helpers = new ArrayList<>();
    Spec spec = RunSpec.of(plain, root, host, environment);
    if (options.terminal()) {
      spec = withTerminal(spec);
    }
    ProfileFile profile = profile(options, host);
    if (profile != null) {
      spec = profile.in(spec);
    }
    if (options.subids()) {
      spec = new SubordinateIdsOption(kernel).in(spec, plain, host, helpers);
    }
    spec = options.network().in(spec, host.architecture());
    UserNetworkOption network =
        options.network().user() ? UserNetworkOption.of(kernel, spec) : null;
    if (network != null) {
      helpers.add(network.helper());
    }
    boolean account = options.stats() != FullOptions.Stats.NONE;
    LimitedBox box =
        new LimitedBox(
            kernel,
            options.limits(),
            account,
            spec,
            limited -> {
              RootOptions wanted = options.root();
              Plan plan =
                  wanted.plan(kernel, limited, around, plain.writableRoot(), options.dryRun());
              return network == null
                  ? new HostResolver(kernel).in(plan, options)
                  : network.in(plan, kernel);
            });
    if (options.dryRun()) {
      String notes = profile == null ? "" : profile.notesText();
      return HelpCommand.print(kernel, DryRun.of(options, box, landlock(box.plan())) + notes);
    }
    Attendant attendant = options.terminal() ? new TerminalRelay(kernel) : new SignalsOnly(kernel);
    box.warn();
    Launch launch = box.launch(launch(helpers));
    if (options.named()) {
      return new NamedRun(kernel, options, box.plan(), launch).run(attendant);
    }
    Outcome outcome = launch.launch(box.plan(), options.timeoutNanos(), attendant);
    new Stdio(kernel).err(StatsText.epilogue(options, outcome));
    return outcome.exitCode();
  }

  private Launch launch(List<Helper> helpers) {
    return helpers.isEmpty() ? new Launcher(kernel) : new AccompaniedLaunch(kernel, helpers);
  }

  /** With a terminal as large as the caller's. */
  private Spec withTerminal(Spec spec) {
    return spec.withProcess(spec.process().withTerminal(CallersConsole.size(kernel)));
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
        : typed.under(PolicyReader.read(verb, file, text("--policy", file)));
  }

  private @Nullable ProfileFile profile(FullOptions options, Host host) {
    String path = options.seccomp();
    if (path == null) {
      return null;
    }
    String release = text("the kernel's release", "/proc/sys/kernel/osrelease");
    return ProfileFile.of(verb, path, text("--seccomp", path), host.architecture(), release);
  }

  private List<EnvChange> envFiles(FullOptions options) {
    List<EnvChange> changes = new ArrayList<>();
    for (String path : options.envFiles()) {
      changes.addAll(EnvFile.parse(path, text("--env-file", path)));
    }
    return changes;
  }

  private String text(String option, String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      String text = OsString.decode(file.readAll(FILE_LIMIT));
      file.close();
      return text;
    } catch (ErrnoException e) {
      String why =
          e.errno() == Errno.EFBIG
              ? " has more than " + FILE_LIMIT + " bytes"
              : " cannot be read: " + Errno.name(e.errno());
      throw new UsageException(verb + ": " + option + " " + path + why);
    }
  }
}
