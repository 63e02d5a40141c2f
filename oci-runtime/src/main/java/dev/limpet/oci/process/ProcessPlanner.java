package dev.limpet.oci.process;

import dev.limpet.formats.oci.Personality;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.formats.seccomp.ConfigFilter;
import dev.limpet.sandbox.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a config.json becomes of a process, as steps. */
public final class ProcessPlanner {
  private final Process process;

  public ProcessPlanner(Process process) {
    this.process = process;
  }

  /**
   * What comes first, with all privileges.
   *
   * @param personality the execution domain; null for the usual one
   * @param terminal who gets its terminal; null for none
   * @param console whether a terminal is the container's console, too
   * @param keyring whether it leaves the caller's session keyring
   */
  public List<Step> preparing(
      @Nullable Personality personality,
      @Nullable TerminalReceiver terminal,
      boolean console,
      boolean keyring) {
    List<Step> steps = new ArrayList<>();
    if (keyring) {
      steps.add(new Step.NewSessionKeyring());
    }
    if (process.scheduler() != null || process.ioPriority() != null || personality != null) {
      steps.add(new Scheduling(process, personality));
    }
    if (terminal != null) {
      int uid = process.user().uid();
      steps.add(new AttachTerminal(terminal, process.consoleSize(), uid, console));
    } else {
      steps.add(new OwnStreams(process.user().uid()));
    }
    for (Rlimit limit : process.rlimits()) {
      int resource = Limits.number(limit.type());
      steps.add(new Step.SetLimit(resource, limit.type(), limit.soft(), limit.hard()));
    }
    steps.add(new DropBounding(process.capabilities().bounding()));
    steps.add(new BecomeUser(process.user()));
    steps.add(new GoToDirectory(process.cwd()));
    if (process.noNewPrivileges()) {
      steps.add(new Step.NoNewPrivileges());
      steps.add(new SetCapabilities(process.capabilities()));
    }
    return steps;
  }

  /** What a program that is started in its place, too, has to go through. */
  public List<Step> confining() {
    return process.noNewPrivileges()
        ? List.of()
        : List.of(new SetCapabilities(process.capabilities()));
  }

  /**
   * What comes last: the filter of system calls, which without no_new_privs needs privileges that
   * are only then given up.
   *
   * @param labels those of {@link Labels}
   * @param seccomp the filter; null for none
   * @param listener a connected socket that gets what the filter leaves to others; negative: none
   * @param state what it is told with that, as JSON
   */
  public List<Step> finishing(
      List<Step> labels,
      @Nullable SeccompConfig seccomp,
      Architecture architecture,
      int listener,
      String state) {
    List<Step> steps = new ArrayList<>(labels);
    boolean privileged = !process.noNewPrivileges();
    if (seccomp != null) {
      ConfigFilter filter = ConfigFilter.of(seccomp, architecture);
      Seccomp.Program program =
          new Seccomp.Program("config.json", filter.flags(), filter.program());
      steps.add(
          listener >= 0
              ? new ListenedFilter(program, listener, state)
              : new Step.InstallFilter(program, architecture));
    }
    if (privileged) {
      steps.add(new SetCapabilities(process.capabilities()));
    }
    return steps;
  }
}
