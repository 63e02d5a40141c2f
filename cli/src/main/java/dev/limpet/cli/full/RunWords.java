package dev.limpet.cli.full;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.full.images.ImageOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options as words again. */
final class RunWords {
  private RunWords() {}

  /**
   * The words that {@link RunOptionsParser} reads as these options: the shortest, in a fixed order.
   */
  static List<String> of(FullOptions full) {
    RunOptions options = full.plain();
    List<String> words = new ArrayList<>();
    if (!options.rootfs().equals("/")) {
      add(words, "--rootfs", options.rootfs());
    }
    for (RunOptions.Place place : options.places()) {
      switch (place) {
        case RunOptions.Bind bind -> {
          add(words, bind.writable() ? "--vol" : "--map", bind.source());
          words.add(bind.destination());
        }
        case RunOptions.Tmpfs tmpfs -> {
          add(words, "--tmpfs", String.join(",", tmpfs.options()));
          words.add(tmpfs.destination());
        }
      }
    }
    env(words, full);
    add(words, "-C", options.cwd());
    add(words, "--hostname", options.hostname());
    ImageOptions image = full.image();
    image(words, image);
    RunOptions.User user = image.user() == null ? options.user() : null;
    if (user != null) {
      add(words, "-u", unsigned(user.uid()) + ":" + unsigned(user.gid()));
    }
    if (full.subids()) {
      words.add("--subids");
    }
    if (options.network() == RunOptions.Network.HOST) {
      add(words, "--net", "host");
    }
    NetworkOptions network = full.network();
    if (network.user()) {
      add(words, "--net", FullSettings.USER_NETWORK);
    }
    if (network.joined() != null) {
      add(words, "--net", "ns:" + network.joined());
    }
    ports(words, "--connect-tcp", network.connectTcp());
    ports(words, "--bind-tcp", network.bindTcp());
    if (!options.filtered()) {
      add(words, "--seccomp", "none");
    }
    add(words, "--seccomp", full.seccomp());
    root(words, full.root());
    limits(words, full);
    switch (full.stats()) {
      case NONE -> {}
      case TEXT -> words.add("--stats");
      case JSON -> words.add("--stats=json");
    }
    if (options.init()) {
      words.add("--init");
    }
    if (full.terminal()) {
      words.add("-t");
    }
    add(words, "--name", full.name());
    FullOptions.Detached detached = full.detached();
    if (detached.wanted()) {
      words.add("-d");
    }
    if (detached.remove()) {
      words.add("--rm");
    }
    add(words, "--log-size", detached.logSize() == null ? null : "" + detached.logSize());
    if (full.dryRun()) {
      words.add("--dry-run");
    }
    words.add("--");
    words.addAll(options.command());
    return words;
  }

  private static void image(List<String> words, ImageOptions image) {
    add(words, "--image", image.name());
    add(words, "-u", image.user());
    add(words, "--entrypoint", image.entrypoint());
    List<String> cmd = image.cmd();
    for (String arg : cmd == null ? List.<String>of() : cmd) {
      add(words, "--cmd", arg);
    }
    ImageOptions.Pull pull = image.pull();
    add(words, "--pull", pull == null ? null : pull.word());
    if (image.readOnly()) {
      words.add("--read-only");
    }
  }

  private static void root(List<String> words, RootOptions root) {
    if (root.overlay()) {
      words.add(root.store() == null ? "--overlay" : "--overlay=" + root.store());
    }
    if (root.size() != null) {
      add(words, "--overlay-size", String.valueOf(root.size()));
    }
    if (root.nest()) {
      words.add("--nest");
    }
  }

  private static void env(List<String> words, FullOptions full) {
    RunOptions.Env env = full.plain().env();
    if (env.clear()) {
      words.add("--clear-env");
    }
    for (String file : full.envFiles()) {
      add(words, "--env-file", file);
    }
    for (EnvChange change : env.changes()) {
      switch (change) {
        case EnvChange.Set set -> add(words, "-e", set.name() + "=" + set.value());
        case EnvChange.Pass pass -> add(words, "-e", pass.name());
        case EnvChange.Unset unset -> add(words, "-E", unset.name());
      }
    }
  }

  private static void limits(List<String> words, FullOptions full) {
    RunOptions.Limits limits = full.plain().limits();
    if (limits.nofile() != null) {
      add(words, "--nofile", String.valueOf(limits.nofile()));
    }
    if (limits.fsize() != null) {
      add(words, "--fsize", String.valueOf(limits.fsize()));
    }
    BoxLimits whole = full.limits();
    if (whole.memory() != null) {
      add(words, "--memory", String.valueOf(whole.memory()));
    }
    if (whole.cpus() != null) {
      add(words, "--cpus", BoxLimits.cpus(whole.cpus()));
    }
    if (whole.pids() != null) {
      add(words, "--pids", String.valueOf(whole.pids()));
    }
    if (full.timeout() != null) {
      add(words, "--timeout", seconds(full.timeout()));
    }
  }

  /** A time as {@code --timeout} takes it, without loss. */
  static String seconds(long nanos) {
    String places = String.valueOf(1_000_000_000L + nanos % 1_000_000_000L).substring(1);
    return nanos / 1_000_000_000L + "." + places + "s";
  }

  private static void ports(List<String> words, String option, @Nullable List<Integer> ports) {
    if (ports != null) {
      for (int port : ports) {
        add(words, option, String.valueOf(port));
      }
    }
  }

  private static String unsigned(int id) {
    return Integer.toUnsignedString(id);
  }

  private static void add(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.add(option);
      words.add(value);
    }
  }
}
