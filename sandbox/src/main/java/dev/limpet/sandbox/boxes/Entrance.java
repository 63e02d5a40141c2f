package dev.limpet.sandbox.boxes;

import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.SearchPath;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.UserChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way into a box that runs, for a process that shall be held as its guest is. */
public final class Entrance {
  private final Kernel kernel;
  private final String name;
  private final BoxState state;

  public Entrance(Kernel kernel, String name, BoxState state) {
    this.kernel = kernel;
    this.name = name;
    this.state = state;
  }

  /**
   * What is to run in there.
   *
   * @param args the command
   * @param env its environment
   * @param cwd its working directory; null: the box's
   * @param terminal whether it gets a terminal of its own
   * @param size of that; null where it is not known
   */
  public record Command(
      List<String> args,
      List<String> env,
      @Nullable String cwd,
      boolean terminal,
      @Nullable ConsoleSize size) {}

  /** Runs it; returns its exit code. */
  public int run(Command command, Attendant attendant) {
    Fd guest = state.guest().open(kernel);
    if (guest == null) {
      throw new RefusedException("the box " + name + " does not run any more");
    }
    int namespaces = namespaces();
    if (!state.guest().equals(ProcessId.of(kernel, guest.number()))) {
      throw new RefusedException("the box " + name + " does not run any more");
    }
    Fd own = new Fd(kernel, kernel.pidfd_open(kernel.getpid(), 0));
    Plan plan = plan(command, own.number());
    int code = new Launcher(kernel).join(guest.number(), namespaces, plan, attendant);
    own.close();
    guest.close();
    return code;
  }

  /** Those namespaces in which the guest is and this process is not. */
  private int namespaces() {
    int differing = 0;
    for (NamespaceKind kind : NamespaceKind.ALL) {
      String file = "/ns/" + kind.file();
      if (!link("/proc/" + state.guest().pid() + file).equals(link("/proc/self" + file))) {
        differing |= kind.flag();
      }
    }
    return differing;
  }

  private String link(String path) {
    try {
      return kernel.readlinkat(Flags.AT_FDCWD, path);
    } catch (ErrnoException e) {
      throw new RefusedException("the box " + name + " cannot be joined: " + e.getMessage());
    }
  }

  /**
   * The file that takes processes into a cgroup, of version 1 if it is; open until the command is
   * executed.
   */
  private int processesOf(String directory) {
    try {
      return opened(directory + "/tasks");
    } catch (ErrnoException e) {
      return procsOf(directory);
    }
  }

  /** Version 2 has no other. */
  private int procsOf(String directory) {
    try {
      return opened(directory + "/cgroup.procs");
    } catch (ErrnoException e) {
      throw new RefusedException(
          "the box " + name + " cannot be joined: its cgroup: " + e.getMessage());
    }
  }

  private int opened(String file) {
    return kernel.openat(Flags.AT_FDCWD, file, Flags.O_WRONLY | Flags.O_CLOEXEC, 0);
  }

  private Plan plan(Command command, int launcher) {
    Confinement confinement = state.confinement();
    List<Step> steps = new ArrayList<>();
    for (String directory : confinement.cgroups()) {
      steps.add(new Step.JoinCgroup(directory, processesOf(directory)));
    }
    steps.add(new Step.EndWithHolder(launcher));
    steps.add(new Step.NewSession());
    steps.add(new Step.NewSessionKeyring());
    if (command.terminal) {
      steps.add(new Step.NewTerminal(null, command.size));
    }
    String cwd = command.cwd;
    steps.add(
        cwd == null
            ? new Step.ChangeDirectory(confinement.cwd(), true)
            : new Step.ChangeDirectory(cwd, false));
    for (Confinement.Limit limit : confinement.limits()) {
      String resource = "limit " + limit.resource();
      steps.add(new Step.SetLimit(limit.resource(), resource, limit.soft(), limit.hard()));
    }
    steps.add(new Step.CloseDescriptors());
    UserChange user = confinement.user();
    if (user != null) {
      steps.add(new UserChange(user.uid(), user.gid(), user.groups(), command.terminal));
    }
    steps.add(new Step.DropCapabilities(confinement.capabilities()));
    steps.add(new Step.NoNewPrivileges());
    Landlock landlock = confinement.landlock();
    if (landlock != null) {
      steps.add(new Step.Restrict(landlock));
    }
    for (Filter filter : confinement.filters()) {
      steps.add(new Step.InstallFilter(filter.policy(), HostFacts.architecture()));
    }
    List<String> paths = SearchPath.candidates(command.args.get(0), command.env);
    return new Plan(0, 0, null, steps, new Plan.Guest(paths, command.args, command.env));
  }
}
