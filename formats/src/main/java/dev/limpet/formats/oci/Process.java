package dev.limpet.formats.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code process}.
 *
 * @param args the program's name, searched in PATH inside the box, and its arguments; empty only in
 *     {@link #NONE}
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
 * @param apparmorProfile its AppArmor profile; null for none of its own
 * @param selinuxLabel its SELinux label; null for none of its own
 * @param oomScoreAdj how gladly the kernel kills it, from -1000 to 1000; null: as the caller
 * @param scheduler how it gets the processor; null: as the caller
 * @param ioPriority how it gets disks; null: as the caller
 * @param execCPUAffinity on which processors, if it joins the box; null: as the caller
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
    @Nullable ConsoleSize consoleSize,
    @Nullable String apparmorProfile,
    @Nullable String selinuxLabel,
    @Nullable Integer oomScoreAdj,
    @Nullable Scheduler scheduler,
    @Nullable IoPriority ioPriority,
    @Nullable ExecCpuAffinity execCPUAffinity) {

  /** What a config.json without {@code process} has: it can be created, and not started. */
  public static final Process NONE =
      new Process(
          List.of(),
          List.of(),
          "/",
          false,
          new User(0, 0),
          Capabilities.NONE,
          false,
          List.of(),
          false,
          false,
          null);

  /** A process with nothing out of the ordinary. */
  public Process(
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
    this(
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
        consoleSize,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same with capabilities. */
  public Process withCapabilities(Capabilities others) {
    return with(others, rlimits, terminal, consoleSize);
  }

  /** The same with a terminal. */
  public Process withTerminal(@Nullable ConsoleSize size) {
    return with(capabilities, rlimits, true, size);
  }

  /** The same with other limits. */
  public Process withRlimits(List<Rlimit> others) {
    return with(capabilities, others, terminal, consoleSize);
  }

  private Process with(
      Capabilities itsCapabilities,
      List<Rlimit> itsRlimits,
      boolean itsTerminal,
      @Nullable ConsoleSize itsSize) {
    return new Process(
        args,
        env,
        cwd,
        cwdOrRoot,
        user,
        itsCapabilities,
        noNewPrivileges,
        itsRlimits,
        init,
        itsTerminal,
        itsSize,
        apparmorProfile,
        selinuxLabel,
        oomScoreAdj,
        scheduler,
        ioPriority,
        execCPUAffinity);
  }
}
