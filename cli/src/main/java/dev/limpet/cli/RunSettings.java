package dev.limpet.cli;

import dev.limpet.cli.RunOptions.Bind;
import dev.limpet.cli.RunOptions.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What options have said so far, by name: those of both programs. What is not here is known to the
 * full program only, if at all.
 */
public class RunSettings {
  private final boolean writableRoot;
  private @Nullable String rootfs;
  private final List<Place> places = new ArrayList<>();
  private boolean clearEnv;
  private final List<EnvChange> env = new ArrayList<>();
  private @Nullable String cwd;
  private @Nullable String hostname;
  private RunOptions.@Nullable User user;
  private RunOptions.@Nullable Network network;
  private @Nullable Boolean filtered;
  private @Nullable Long nofile;
  private @Nullable Long fsize;
  private boolean init;
  private boolean literal;

  public RunSettings(boolean writableRoot) {
    this.writableRoot = writableRoot;
  }

  /** The form of the value that an option wants; empty for none, null where there is no option. */
  public @Nullable String form(String option) {
    return switch (option) {
      case "--rootfs", "-C", "-w", "--workdir" -> "DIR";
      case "--map", "--vol" -> "SRC DST";
      case "-v", "--volume" -> "SRC[:DST[:ro]]";
      case "--tmpfs" -> "DST[:OPTION,...]";
      case "-e", "--env" -> "NAME=VALUE";
      case "-E", "--unset" -> "NAME";
      case "--hostname" -> "NAME";
      case "-u", "--user" -> "UID[:GID]";
      case "--net", "--network" -> "none|host";
      case "--seccomp" -> "default|none";
      case "--nofile" -> "N";
      case "--fsize" -> "SIZE";
      case "--clear-env", "--map-root", "--init", "--rm" -> "";
      default -> null;
    };
  }

  /** Whether the option may be written with a value, {@code OPTION=VALUE}, but need not. */
  public boolean mayHaveValue(String option) {
    return false;
  }

  /** What to say about a word that is no option. */
  public String unknown(String verb, String option) {
    return "no option " + option;
  }

  /** Whether a second word belongs to the option and its value. */
  public boolean wantsDestination(String option, String value) {
    return switch (option) {
      case "--map", "--vol" -> true;
      case "--tmpfs" -> !value.startsWith("/");
      default -> false;
    };
  }

  /** Takes an option with its value and the destination that belongs to it. */
  public void set(String option, String value, String destination) {
    switch (option) {
      case "--tmpfs" -> add(option, PlaceValues.tmpfs(option, destination, value));
      default ->
          add(
              option,
              new Bind(
                  RunValues.source(option, value),
                  RunValues.destination(option, destination),
                  option.equals("--vol")));
    }
  }

  /** Takes an option with its value, which is empty for one that has none. */
  public void set(String option, String value) {
    switch (option) {
      case "--rootfs" -> rootfs = RunValues.source(option, once(option, rootfs, value));
      case "-v", "--volume" -> add(option, PlaceValues.volume(option, value));
      case "--tmpfs" -> add(option, PlaceValues.tmpfs(option, value));
      case "-e", "--env" -> env.add(EnvChange.parse(value));
      case "-E", "--unset" -> env.add(new EnvChange.Unset(RunValues.variable(option, value)));
      case "--clear-env" -> clearEnv = true;
      case "-C", "-w", "--workdir" -> cwd = RunValues.boxPath(option, once(option, cwd, value));
      case "--hostname" -> hostname = RunValues.hostname(once(option, hostname, value));
      case "-u", "--user" -> setUser(option, RunValues.user(option, value));
      case "--map-root" -> setUser(option, new RunOptions.User(0, 0));
      case "--net", "--network" -> network = RunValues.network(option, value, network);
      case "--seccomp" -> filtered = RunValues.filtered(option, value, filtered);
      case "--nofile" -> nofile = once(option, nofile, Quantities.count(option, value, 3));
      case "--fsize" -> fsize = once(option, fsize, Quantities.size(option, value));
      case "--init" -> init = true;
      case "--rm" -> {} // what every box does
      default -> throw new IllegalArgumentException(option);
    }
  }

  private void add(String option, Place place) {
    for (Place other : places) {
      if (other.destination().equals(place.destination())) {
        throw new UsageException(
            option
                + ": "
                + RunValues.name(other)
                + " and "
                + RunValues.name(place)
                + " are both put on "
                + place.destination());
      }
    }
    places.add(place);
  }

  private void setUser(String option, RunOptions.User wanted) {
    if (user != null && !user.equals(wanted)) {
      throw new UsageException(option + ": the guest is user " + user.uid() + " already");
    }
    user = wanted;
  }

  /** {@code value}, unless there was one before. */
  protected static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new UsageException(option + " is given twice: " + before + " and " + value);
    }
    return value;
  }

  /** Takes {@code --}. */
  final void endOptions() {
    literal = true;
  }

  /** Whether the command is one whatever it looks like: behind {@code --}. */
  public final boolean isLiteral() {
    return literal;
  }

  /** Whether {@code --rootfs} is given. */
  protected final boolean hasRoot() {
    return rootfs != null;
  }

  /** All of it, with the command. */
  public RunOptions with(List<String> command) {
    return new RunOptions(
        rootfs == null ? "/" : rootfs,
        writableRoot,
        places,
        new RunOptions.Env(clearEnv, env),
        cwd,
        hostname,
        user,
        network == null ? RunOptions.Network.NONE : network,
        filtered == null || filtered,
        new RunOptions.Limits(nofile, fsize),
        init,
        command);
  }
}
