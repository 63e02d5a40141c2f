package dev.limpet.formats.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code process}.
 *
 * @param args the program's name, searched in PATH inside the box, and its arguments; not empty
 * @param env the environment, each {@code NAME=value}
 * @param cwd the working directory, absolute
 * @param cwdOrRoot not in config.json: whether {@code /} will do where {@code cwd} cannot be
 *     entered
 * @param user whom it runs as
 * @param capabilities what it may do beyond an ordinary user
 * @param noNewPrivileges whether executing setuid programs gains it nothing
 * @param rlimits resource limits
 * @param init not in config.json: whether a process of ours is pid 1 of the box, which reaps what
 *     nobody waits for, and the guest an ordinary process beside it
 * @param terminal whether it gets a terminal of the box's own
 * @param consoleSize how large that is at first; null where that is not known
 */
@SuppressWarnings("AvoidCommonTypeNames") // the specification's name
public record Process(
    List<String> args,
    List<String> env,
    String cwd,
    boolean cwdOrRoot,
    User user,
    Capabilities capabilities,
    boolean noNewPrivileges,
    List<Rlimit> rlimits,
    boolean init,
    boolean terminal,
    @Nullable ConsoleSize consoleSize) {

  /** The same with capabilities. */
  public Process withCapabilities(Capabilities others) {
    return new Process(
        args,
        env,
        cwd,
        cwdOrRoot,
        user,
        others,
        noNewPrivileges,
        rlimits,
        init,
        terminal,
        consoleSize);
  }

  /** The same with a terminal. */
  public Process withTerminal(@Nullable ConsoleSize size) {
    return new Process(
        args, env, cwd, cwdOrRoot, user, capabilities, noNewPrivileges, rlimits, init, true, size);
  }

  /** The same with other limits. */
  public Process withRlimits(List<Rlimit> rlimits) {
    return new Process(
        args,
        env,
        cwd,
        cwdOrRoot,
        user,
        capabilities,
        noNewPrivileges,
        rlimits,
        init,
        terminal,
        consoleSize);
  }
}
