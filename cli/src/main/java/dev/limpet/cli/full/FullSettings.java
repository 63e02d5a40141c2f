package dev.limpet.cli.full;

import dev.limpet.cli.Quantities;
import dev.limpet.cli.RunOptionsParser;
import dev.limpet.cli.RunSettings;
import dev.limpet.cli.RunValues;
import dev.limpet.cli.UsageException;
import dev.limpet.cli.full.images.ImageOptions;
import dev.limpet.sandbox.boxes.BoxName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What options of the full program have said so far. */
final class FullSettings extends RunSettings {
  /** All options, for suggestions. */
  static final List<String> OPTIONS =
      List.of(
          "--image",
          "--entrypoint",
          "--cmd",
          "--pull",
          "--read-only",
          "--rootfs",
          "--overlay",
          "--overlay-size",
          "--nest",
          "--map",
          "--vol",
          "--volume",
          "--tmpfs",
          "--env",
          "--unset",
          "--env-file",
          "--clear-env",
          "--workdir",
          "--hostname",
          "--user",
          "--map-root",
          "--subids",
          "--net",
          "--network",
          "--connect-tcp",
          "--bind-tcp",
          "--seccomp",
          "--nofile",
          "--fsize",
          "--memory",
          "--cpus",
          "--pids",
          "--timeout",
          "--stats",
          "--init",
          "--interactive",
          "--tty",
          "--detach",
          "--name",
          "--log-size",
          "--rm",
          "--policy",
          "--print-policy",
          "--dry-run",
          "--help");

  static final String USER_NETWORK = "user";

  private final List<String> envFiles = new ArrayList<>();
  private @Nullable String seccomp;
  private @Nullable String profile;
  private @Nullable Long memory;
  private @Nullable Long cpus;
  private @Nullable Long pids;
  private @Nullable Long timeout;
  private FullOptions.Stats stats = FullOptions.Stats.NONE;
  private boolean terminal;
  private boolean dryRun;
  private boolean subids;
  private @Nullable String network;
  private @Nullable String joined;
  private @Nullable List<Integer> connectTcp;
  private @Nullable List<Integer> bindTcp;
  private @Nullable String name;
  private boolean detach;
  private boolean remove;
  private @Nullable Long logSize;
  private boolean overlay;
  private @Nullable String store;
  private @Nullable Long overlaySize;
  private boolean nest;
  private @Nullable String image;
  private @Nullable String user;
  private @Nullable String entrypoint;
  private @Nullable List<String> cmd;
  private ImageOptions.@Nullable Pull pull;
  private boolean readOnly;

  FullSettings(boolean writableRoot) {
    super(writableRoot);
  }

  @Override
  public @Nullable String form(String option) {
    return switch (option) {
      case "--env-file", "--policy" -> "FILE";
      case "--seccomp" -> "default|none|FILE";
      case "--memory" -> "SIZE";
      case "--cpus", "--pids" -> "N";
      case "--timeout" -> "DURATION";
      case "--overlay-size" -> "SIZE";
      case "--net", "--network" -> "none|host|user|ns:NAME";
      case "--connect-tcp", "--bind-tcp" -> "PORT";
      case "--name" -> "NAME";
      case "--log-size" -> "SIZE";
      case "--stats", "--print-policy", "--dry-run", "-i", "--interactive", "-t", "--tty" -> "";
      case "-d", "--detach", "--subids", "--overlay", "--nest", "--read-only" -> "";
      case "--image" -> "IMAGE";
      case "--entrypoint" -> "PROGRAM";
      case "--cmd" -> "ARG";
      case "--pull" -> "missing|never|always";
      case "-u", "--user" -> "USER[:GROUP]";
      default -> super.form(option);
    };
  }

  @Override
  public boolean mayHaveValue(String option) {
    return option.equals("--stats") || option.equals("--overlay");
  }

  @Override
  public String unknown(String verb, String option) {
    return "no option "
        + option
        + Nearest.suggestion(option, OPTIONS)
        + "see limpet "
        + verb
        + " --help";
  }

  @Override
  public void set(String option, String value) {
    switch (option) {
      case "--env-file" -> envFiles.add(RunValues.source(option, value));
      case "--seccomp" -> setSeccomp(option, value);
      case "--memory" -> memory = once(option, memory, BoxLimits.memory(option, value));
      case "--cpus" -> cpus = onceCpus(option, BoxLimits.cpus(option, value));
      case "--pids" -> pids = once(option, pids, Quantities.count(option, value, 1));
      case "--timeout" -> timeout = once(option, timeout, Quantities.duration(option, value));
      case "--stats" -> stats = stats(value);
      case "--dry-run" -> dryRun = true;
      case "-t", "--tty" -> terminal = true;
      case "-i", "--interactive" -> {} // standard input is the box's in any case
      case "--subids" -> subids = true;
      case "--net", "--network" -> setNetwork(option, value);
      case "--connect-tcp" -> connectTcp = NetworkValues.withPort(option, value, connectTcp);
      case "--bind-tcp" -> bindTcp = NetworkValues.withPort(option, value, bindTcp);
      case "-d", "--detach" -> detach = true;
      case "--rm" -> remove = true;
      case "--name" -> name = once(option, name, boxName(option, value));
      case "--log-size" -> logSize = once(option, logSize, Quantities.size(option, value));
      case "--overlay" -> setOverlay(option, value);
      case "--overlay-size" -> overlaySize = once(option, overlaySize, bounded(option, value));
      case "--nest" -> nest = true;
      case "--image" -> image = once(option, image, RunValues.source(option, value));
      case "--entrypoint" -> entrypoint = once(option, entrypoint, value);
      case "--cmd" -> addCmd(value);
      case "--pull" -> pull = once(option, pull, pull(value));
      case "--read-only" -> readOnly = true;
      case "-u", "--user", "--map-root" -> setUser(option, value);
      default -> super.set(option, value);
    }
  }

  private void setNetwork(String option, String value) {
    if (network != null && !network.equals(value)) {
      throw new UsageException(option + " is given twice, as " + network + " and as " + value);
    }
    network = value;
    if (value.startsWith(NetworkValues.JOIN)) {
      joined = NetworkValues.namespace(option, value);
    } else if (value.equals("none") || value.equals("host")) {
      super.set(option, value);
    } else if (!value.equals(USER_NETWORK)) {
      throw new UsageException(option + " " + value + ": none, host, user or ns:NAME is wanted");
    }
  }

  private void setSeccomp(String option, String value) {
    seccomp = value.equals(seccomp) ? value : once(option, seccomp, value);
    if (value.equals("default") || value.equals("none")) {
      super.set(option, value);
    } else {
      profile = RunValues.source(option, value);
    }
  }

  private static String boxName(String option, String value) {
    if (!BoxName.isName(value)) {
      throw new UsageException(option + ": " + BoxName.refusal(value));
    }
    return value;
  }

  private long onceCpus(String option, long value) {
    if (cpus != null) {
      once(option, BoxLimits.cpus(cpus), BoxLimits.cpus(value));
    }
    return value;
  }

  private static long bounded(String option, String value) {
    long size = Quantities.size(option, value);
    if (size == 0) {
      throw new UsageException(option + " " + value + ": changes without bounds are not to be had");
    }
    return size;
  }

  /** Takes a directory, or the empty word for changes that are not kept. */
  private void setOverlay(String option, String value) {
    if (overlay && (store == null) != value.isEmpty()) {
      throw new UsageException(option + " is given twice, with a directory and without");
    }
    overlay = true;
    if (!value.isEmpty()) {
      store = RunValues.source(option, once(option, store, value));
    }
  }

  private RootOptions root() {
    if (overlaySize != null && store != null) {
      throw new UsageException(
          "--overlay-size is for changes in memory: --overlay without a directory");
    }
    return new RootOptions(overlay || overlaySize != null, store, overlaySize, nest);
  }

  private void addCmd(String value) {
    List<String> all = new ArrayList<>(cmd == null ? List.of() : cmd);
    all.add(value);
    cmd = all;
  }

  private static ImageOptions.Pull pull(String value) {
    for (ImageOptions.Pull one : ImageOptions.Pull.values()) {
      if (one.word().equals(value)) {
        return one;
      }
    }
    throw new UsageException("--pull " + value + ": missing, never or always is wanted");
  }

  /** A number says the same everywhere; a name is one of an image. */
  private void setUser(String option, String value) {
    String wanted = option.equals("--map-root") ? "0:0" : value;
    boolean named = false;
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      named |= (c < '0' || c > '9') && c != ':';
    }
    if (named) {
      once(option, user, wanted);
    } else {
      super.set(option, value);
    }
    user = wanted;
  }

  /** Whether the box is one of an image. */
  boolean hasImage() {
    return image != null;
  }

  private ImageOptions image() {
    if (image != null && hasRoot()) {
      throw new UsageException("--rootfs and --image both say what the root is: leave one out");
    }
    if (image == null && user != null) {
      RunValues.user("--user", user);
    }
    return new ImageOptions(image, user, entrypoint, cmd, pull, readOnly);
  }

  private static FullOptions.Stats stats(String value) {
    return switch (value) {
      case "" -> FullOptions.Stats.TEXT;
      case "json" -> FullOptions.Stats.JSON;
      default -> throw new UsageException("--stats=" + value + ": --stats or --stats=json");
    };
  }

  /** All of it, with the command. */
  FullOptions options(List<String> command) {
    NetworkOptions networks =
        new NetworkOptions(USER_NETWORK.equals(network), joined, connectTcp, bindTcp);
    BoxLimits limits = new BoxLimits(memory, cpus, pids);
    return new FullOptions(
        with(command),
        image(),
        envFiles,
        networks,
        profile,
        subids,
        limits,
        root(),
        timeout,
        stats,
        terminal,
        dryRun,
        name,
        new FullOptions.Detached(detach, remove, logSize));
  }

  /** Whether help is asked for: among the options, not in the command. */
  static boolean wantsHelp(List<String> words) {
    FullSettings table = new FullSettings(false);
    int at = 0;
    while (at < words.size() && RunOptionsParser.isOption(words.get(at))) {
      String word = words.get(at);
      if (word.equals("--help") || word.equals("-h")) {
        return true;
      }
      at += table.length(word, words, at);
    }
    return false;
  }

  /** How many of {@code words} the option {@code name}, the word at {@code at}, takes. */
  int length(String name, List<String> words, int at) {
    String form = form(name);
    if (form == null || form.isEmpty()) {
      return 1;
    }
    boolean more = at + 1 < words.size() && wantsDestination(name, words.get(at + 1));
    return more ? 3 : 2;
  }
}
