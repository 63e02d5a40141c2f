package dev.limpet.sandbox;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.linux.Stdio;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Does a {@link Plan}: starts the box, and stays with it until it ends. */
public final class Launcher implements Launch {
  private final Kernel kernel;
  private final MountCalls mounts;
  private final Privileges privileges;
  private Attendant attendant;
  private final @Nullable Companion companion;

  /** Set by the guest's process, which has this memory until it is the guest. */
  private boolean executing;

  public Launcher(Kernel kernel) {
    this(kernel, null);
  }

  /**
   * A launcher for a plan that needs helpers.
   *
   * @param companion who runs them; ended by the caller
   */
  public Launcher(Kernel kernel, @Nullable Companion companion) {
    this.kernel = kernel;
    this.companion = companion;
    this.mounts = new MountCalls(kernel);
    this.privileges = new Privileges(kernel);
    this.attendant = new SignalsOnly(kernel);
  }

  /**
   * Runs the box; returns the exit code: the guest's, 128 + the signal that ended it, or 125, 126,
   * 127 where it was not started (the reason then stands on standard error).
   *
   * @throws StepFailedException where there is not even a first process
   */
  public int launch(Plan plan) {
    Supervisor supervisor = new Supervisor(kernel, attendant);
    return follow(supervisor, start(supervisor, plan), new long[Supervisor.USAGE]);
  }

  /**
   * The same, with an account of what the box used.
   *
   * @param timeoutNanos how long it may take, 0 for as long as it wants
   */
  public Outcome launch(Plan plan, long timeoutNanos) {
    return launch(plan, timeoutNanos, attendant);
  }

  /**
   * The same.
   *
   * @param attendant who attends to the box; closed in the end
   */
  @Override
  public Outcome launch(Plan plan, long timeoutNanos, Attendant attendant) {
    this.attendant = attendant;
    long start = kernel.clock_gettime(Flags.CLOCK_MONOTONIC);
    Supervisor supervisor = new Supervisor(kernel, attendant);
    long[] usage = new long[Supervisor.USAGE];
    if (timeoutNanos > 0) {
      supervisor.endAt(start + timeoutNanos);
    }
    Supervisor.Box box = start(supervisor, plan);
    int code = follow(supervisor, box, usage);
    // What is left is to tell the outcome: somebody may not want to wait for that.
    supervisor.letSignalsIn();
    long wall = kernel.clock_gettime(Flags.CLOCK_MONOTONIC) - start;
    return new Outcome(code, supervisor.isOverdue(), wall, usage[0], usage[1], usage[2], null);
  }

  /**
   * Runs a guest in a box that runs already.
   *
   * @param box a descriptor of a process in the box
   * @param namespaces CLONE_NEW*: those of it to join
   * @param plan has steps and a guest only
   */
  public int join(int box, int namespaces, Plan plan, Attendant attendant) {
    this.attendant = attendant;
    Supervisor supervisor = new Supervisor(kernel, attendant);
    supervisor.guestIsOrdinary();
    attendant.prepare();
    supervisor.holdSignals();
    Supervisor.Box joined =
        new Joining(kernel, box, namespaces)
            .start(() -> kernel.exit_group(inside(plan, supervisor)));
    int code = follow(supervisor, joined, new long[Supervisor.USAGE]);
    supervisor.letSignalsIn();
    return code;
  }

  /**
   * Stays with a process that others start, until it ends; returns its exit code.
   *
   * @param ordinary whether it is pid 1 of nothing
   * @param start starts it as a child of this process, and returns its id
   */
  public int accompany(Attendant attendant, boolean ordinary, IntSupplier start) {
    this.attendant = attendant;
    Supervisor supervisor = new Supervisor(kernel, attendant);
    if (ordinary) {
      supervisor.guestIsOrdinary();
    }
    attendant.prepare();
    supervisor.holdSignals();
    int pid = start.getAsInt();
    executing = true;
    int guest = kernel.pidfd_open(pid, 0);
    int code = follow(supervisor, new Supervisor.Box(pid, guest), new long[Supervisor.USAGE]);
    supervisor.letSignalsIn();
    return code;
  }

  /**
   * Does {@code steps} in this process, which others have put where it shall be.
   *
   * @throws StepFailedException at the first that does not work
   */
  public void perform(List<Step> steps) {
    attempt(steps);
  }

  /** Whether the launcher of a box passes {@code signal} on: it gives it its effect in the box. */
  public static boolean passesOn(int signal) {
    return Signals.contains(Reaction.HANDLED, signal);
  }

  private Supervisor.Box start(Supervisor supervisor, Plan plan) {
    supervisor.stopBy(plan.guest().stopSignal());
    if (plan.network() != null) {
      join(plan.network());
    }
    attendant.prepare();
    supervisor.holdSignals();
    int[] guest = new int[1];
    try {
      // The guest's process borrows our memory until it is executed: that is a tenth of a start.
      int holder =
          kernel.clone(
              plan.cloneFlags(),
              plan.guestFlags(),
              Reaction.ENDING,
              supervisor.deadline(),
              guest,
              () -> kernel.exit_group(inside(plan, supervisor)));
      return new Supervisor.Box(holder, guest[0]);
    } catch (ErrnoException e) {
      throw new StepFailedException("make the namespaces", e, new Hints(kernel).forNamespaces(e));
    }
  }

  /** The box's processes inherit it; none of them has any right to it. */
  private void join(String network) {
    try {
      // A fifo at that path is not waited for.
      int flags = Flags.O_RDONLY | Flags.O_NONBLOCK | Flags.O_CLOEXEC;
      int namespace = kernel.openat(Flags.AT_FDCWD, network, flags, 0);
      kernel.setns(namespace, Flags.CLONE_NEWNET);
      kernel.close(namespace);
    } catch (ErrnoException e) {
      String hint = new Hints(kernel).forJoining(e);
      throw new StepFailedException("join the network namespace " + network, e, hint);
    }
  }

  private int follow(Supervisor supervisor, Supervisor.Box box, long[] usage) {
    Undo undo = new Undo();
    undo.arm(attendant::close);
    undo.arm(() -> kernel.kill(box.holder(), Flags.SIGKILL));
    try {
      if (executing) {
        attendant.executed(box.guest());
      }
      attendant.started();
      int code = supervisor.follow(box, usage);
      undo.release();
      undo.arm(attendant::close);
      attendant.ended(Reaction.ENDING);
      attendant.close();
      supervisor.endIfInterrupted();
      return code;
    } catch (ErrnoException | RefusedException e) {
      undo.run();
      throw e;
    }
  }

  /** The guest's process: becomes the guest, or says why not and returns the exit code. */
  private int inside(Plan plan, Supervisor supervisor) {
    try {
      int umask = kernel.umask(0);
      int filters = plan.firstFilter();
      attempt(plan.steps().subList(0, filters));
      kernel.umask(umask);
      int signal = supervisor.releaseSignals();
      if (signal != 0) {
        return ExitCode.ofSignal(signal);
      }
      // A filter of the caller's may forbid all that is done here.
      attempt(plan.steps().subList(filters, plan.steps().size()));
      return execute(plan.guest());
    } catch (StepFailedException | RefusedException | ErrnoException e) {
      messages().failure(String.valueOf(e.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private int execute(Plan.Guest guest) {
    executing = true;
    int code = new Execution(kernel, messages()).become(guest);
    executing = false;
    return code;
  }

  private Stdio messages() {
    return new Stdio(kernel, attendant.messages());
  }

  private void askCompanion() {
    if (companion == null) {
      throw new RefusedException("not supported: ids beside the caller's own");
    }
    companion.ask();
  }

  private void attempt(List<Step> steps) {
    for (Step step : steps) {
      try {
        perform(step);
      } catch (ErrnoException e) {
        throw new StepFailedException(StepText.of(step), e, new Hints(kernel).forStep(step, e));
      }
    }
  }

  private void perform(Step step) {
    switch (step) {
      case Step.JoinCgroup cgroup -> privileges.join(cgroup.procs());
      case Step.NewCgroupNamespace() -> kernel.unshare(Flags.CLONE_NEWCGROUP);
      case Step.MapIds ids -> privileges.mapIds(ids);
      case Step.AwaitHelpers _ -> askCompanion();
      case Step.NewSession() -> kernel.setsid();
      case Step.NewSessionKeyring() -> privileges.newSessionKeyring();
      case Step.TakeTree tree -> mounts.take(tree);
      case Step.WorkInHostDev() -> kernel.chdir("/dev");
      case Step.SealRoot root -> mounts.sealRoot(root.writable());
      case Step.EnterRoot root -> mounts.enterRoot(root);
      case Step.MakeRoot root -> mounts.leaveLater(root.make(kernel));
      case Step.Furnish furnish -> furnish.furnish(kernel);
      case Step.RequireDirectory path -> mounts.requireDirectory(path.path());
      case Step.SealDevices() -> mounts.sealDevices();
      case Step.LeaveHost() -> mounts.leaveHost();
      case Step.MountNew mount -> mounts.mountNew(mount);
      case Step.SetReadOnly mount -> mounts.setReadOnly(mount.path(), mount.readOnly());
      case Step.MakeDirectory directory ->
          kernel.mkdirat(Flags.AT_FDCWD, directory.path(), directory.mode());
      case Step.MakePath path -> mounts.makePath(path.path());
      case Step.MakeDevices devices -> mounts.makeDevices(devices.names());
      case Step.MakeLinks links -> mounts.makeLinks(links.links());
      case Step.BindToItself bind -> mounts.bind(bind.path(), bind.path());
      case Step.KeepReadOnly path -> mounts.bindIfThere(path.path(), path.path());
      case Step.Mask path -> mounts.hide(path.path(), path.directory());
      case Step.HideSubmount path -> mounts.hide(path.path(), true);
      case Step.PlaceTree tree -> mounts.place(tree);
      case Step.MakeFile file -> mounts.makeFile(file.path());
      case Step.NewTerminal terminal -> attendant.makeTerminal(terminal);
      case Step.SetHostname name -> kernel.sethostname(name.name());
      case Step.NewTimeNamespace() -> privileges.newTimeNamespace();
      case Step.LoopbackUp() -> privileges.loopbackUp();
      case Step.ChangeDirectory directory -> privileges.changeDirectory(directory);
      case Step.SetLimit limit -> kernel.setrlimit(limit.resource(), limit.soft(), limit.hard());
      case Step.CloseDescriptors() -> privileges.closeDescriptors(attendant.messages());
      case Step.DropCapabilities drop -> privileges.dropCapabilities(drop.kept());
      case Step.NoNewPrivileges() -> kernel.prctl(Flags.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      case Step.CloseMemory() -> kernel.prctl(Flags.PR_SET_DUMPABLE, 0, 0, 0, 0);
      case Step.Restrict restrict -> privileges.restrict(restrict.rules());
      case Step.InstallFilter filter -> privileges.installFilter(filter);
      case Step.EndWithHolder end -> privileges.endWithHolder(end.launcher());
    }
  }
}
