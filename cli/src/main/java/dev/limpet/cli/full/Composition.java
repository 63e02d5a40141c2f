package dev.limpet.cli.full;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.RunSpec;
import dev.limpet.cli.full.images.ImageRun;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.AccompaniedLaunch;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.IdMaps;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Nesting;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.RootDirectory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A box put together from options: its Spec, option by option, and from that its plan, with who
 * helps to start it.
 */
final class Composition {
  private final Kernel kernel;
  private final String verb;
  private final FullOptions options;
  private final Nesting.Surroundings around;
  private final List<Helper> helpers = new ArrayList<>();
  private final @Nullable ProfileFile profile;
  private final @Nullable UserNetworkOption network;
  private final LimitedBox box;
  private final @Nullable ImageSpec ids;
  private final String elsewhere;

  /**
   * Puts it together; nothing is started or changed.
   *
   * @param verb for messages
   * @param around what is around limpet itself
   * @param image what is its root; null where that is a directory
   * @param elsewhere what else the command could have meant, for messages
   */
  Composition(
      Kernel kernel,
      String verb,
      FullOptions options,
      Nesting.Surroundings around,
      @Nullable ImageRun image,
      String elsewhere) {
    this.elsewhere = elsewhere;
    this.kernel = kernel;
    this.verb = verb;
    this.options = options;
    this.around = around;
    RunOptions plain = options.plain();
    Host host = around.host();
    String root = RootDirectory.resolve(kernel, plain.rootfs());
    Environment callers = Environment.ofProcess();
    Environment first = image == null ? callers : image.environment();
    Environment environment = RunSpec.environment(plain.env(), envFiles(), first, callers);
    Spec spec = RunSpec.of(plain, root, host, environment);
    if (options.terminal()) {
      spec = withTerminal(spec);
    }
    profile = profile(host);
    if (profile != null) {
      spec = profile.in(spec);
    }
    ids = image == null ? null : ImageSpec.of(kernel, image, options, host, helpers);
    if (ids != null) {
      spec = ids.in(spec);
    } else if (options.subids()) {
      spec = new SubordinateIdsOption(kernel).in(spec, plain, host, helpers);
    }
    spec = options.network().in(spec, host.architecture());
    network = options.network().user() ? UserNetworkOption.of(kernel, spec) : null;
    if (network != null) {
      helpers.add(network.helper());
    }
    boolean account = options.stats() != FullOptions.Stats.NONE;
    box = new LimitedBox(kernel, options.limits(), account, spec, this::plan);
  }

  private Plan plan(Spec limited) {
    boolean build = options.plain().writableRoot();
    Plan plan =
        ids == null
            ? options.root().plan(kernel, limited, around, build, options.dryRun())
            : options.root().plan(kernel, limited, around.host(), ids.box(), options.dryRun());
    plan = ids == null ? plan.withElsewhere(elsewhere) : ids.in(plan);
    UserNetworkOption users = network;
    return users == null ? new HostResolver(kernel).in(plan, options) : users.in(plan, kernel);
  }

  /** The box, with its plan. */
  LimitedBox box() {
    return box;
  }

  /** How it is started. */
  Launch launch() {
    IdMaps maps = ids == null ? null : ids.maps();
    return box.launch(
        helpers.isEmpty() && maps == null
            ? new Launcher(kernel)
            : new AccompaniedLaunch(kernel, helpers, maps));
  }

  /** What of the options has no effect, for {@code --dry-run}. */
  String notes() {
    return profile == null ? "" : profile.notesText();
  }

  /** With a terminal as large as the caller's. */
  private Spec withTerminal(Spec spec) {
    return spec.withProcess(spec.process().withTerminal(CallersConsole.size(kernel)));
  }

  private @Nullable ProfileFile profile(Host host) {
    String path = options.seccomp();
    if (path == null) {
      return null;
    }
    String release = text("the kernel's release", "/proc/sys/kernel/osrelease");
    return ProfileFile.of(verb, path, text("--seccomp", path), host.architecture(), release);
  }

  private List<EnvChange> envFiles() {
    List<EnvChange> changes = new ArrayList<>();
    for (String path : options.envFiles()) {
      changes.addAll(EnvFile.parse(path, text("--env-file", path)));
    }
    return changes;
  }

  private String text(String option, String path) {
    return CallersFile.text(kernel, verb + ": " + option, path);
  }
}
