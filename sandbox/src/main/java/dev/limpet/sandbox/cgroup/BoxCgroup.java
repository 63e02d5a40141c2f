package dev.limpet.sandbox.cgroup;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepFailedException;
import java.util.ArrayList;
import java.util.List;

/**
 * The cgroups of one box, from before its start to after its end. Who makes them has to {@link
 * #remove} them; where that one is killed first, a {@link Janitor} does.
 */
public final class BoxCgroup {
  /** A process that has ended may be in its cgroup for a moment still. */
  private static final int LOOKS = 9;

  private final Kernel kernel;
  private final Arrangement arrangement;
  private final List<Trace> traces;
  private final List<Fd> procs = new ArrayList<>();
  private final Janitor janitor;

  private BoxCgroup(Kernel kernel, Arrangement arrangement) {
    this.kernel = kernel;
    this.arrangement = arrangement;
    this.traces = Trace.of(arrangement);
    this.janitor = Janitor.start(kernel, traces);
  }

  /**
   * Makes the cgroups of {@code arrangement}, of which there is at least one.
   *
   * @throws StepFailedException where the kernel does not want to; nothing is left then
   */
  public static BoxCgroup make(Kernel kernel, Arrangement arrangement) {
    BoxCgroup made = new BoxCgroup(kernel, arrangement);
    try {
      made.stepAside();
      for (Group group : arrangement.groups()) {
        made.make(group);
      }
      return made;
    } catch (StepFailedException e) {
      made.remove();
      throw e;
    }
  }

  /** A name for the cgroups of a box, which no other has. */
  public static String name(Kernel kernel) {
    byte[] random = new byte[6];
    kernel.getrandom(random);
    StringBuilder name = new StringBuilder("limpet-").append(kernel.getpid()).append('-');
    for (byte b : random) {
      name.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return name.toString();
  }

  private void stepAside() {
    Arrangement.Aside aside = arrangement.aside();
    if (aside != null) {
      attempt(
          "step aside into the cgroup " + aside.to(),
          () -> {
            kernel.mkdirat(Flags.AT_FDCWD, aside.to(), 0755);
            CgroupFiles files = new CgroupFiles(kernel);
            // All that are of this start, and nobody else who may have come by now.
            List<String> own =
                List.of(pid(janitor.pid()), pid(kernel.getpid()), pid(aside.arranger()));
            files.move(aside.from(), aside.to(), own);
            if (!aside.controllers().isEmpty()) {
              files.write(aside.from() + "/cgroup.subtree_control", Trace.changes('+', aside));
            }
          });
    }
  }

  private static String pid(int pid) {
    return String.valueOf(pid);
  }

  private void make(Group group) {
    attempt(
        "make the cgroup " + group.directory(),
        () -> kernel.mkdirat(Flags.AT_FDCWD, group.directory(), 0755));
    for (Group.Setting setting : group.settings()) {
      attempt(
          "set " + group.directory() + "/" + setting.file() + " to " + setting.value(),
          () -> set(group, setting));
    }
    attempt(
        "open " + group.procs(), () -> procs.add(Fd.open(kernel, group.procs(), Flags.O_WRONLY)));
  }

  private void set(Group group, Group.Setting setting) {
    try {
      new CgroupFiles(kernel).write(group.directory() + "/" + setting.file(), setting.value());
    } catch (ErrnoException e) {
      if (!setting.optional() || e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private static void attempt(String what, Runnable call) {
    try {
      call.run();
    } catch (ErrnoException e) {
      String hint =
          switch (e.errno()) {
            case Errno.EINVAL, Errno.ERANGE -> "the kernel takes no such limit in this cgroup";
            case Errno.EBUSY -> "somebody else has come into limpet's own cgroup by now";
            case Errno.ENOSPC, Errno.EAGAIN -> "there are too many cgroups";
            default -> "";
          };
      throw new StepFailedException(what, e, hint);
    }
  }

  /** A plan made by {@link #around}, now that the cgroups are there to be joined. */
  Plan opened(Plan plan) {
    List<Step> steps = new ArrayList<>();
    int joined = 0;
    for (Step step : plan.steps()) {
      boolean joins = step instanceof Step.JoinCgroup;
      steps.add(
          step instanceof Step.JoinCgroup join
              ? new Step.JoinCgroup(join.directory(), procs.get(joined).number())
              : step);
      joined += joins ? 1 : 0;
    }
    return plan.withSteps(steps);
  }

  /**
   * A plan for a box in cgroups that are not there yet. The guest's process joins before anything
   * else. A cgroup namespace shows those as the topmost that its first process is in when it is
   * made: it is made by the guest's process, too.
   */
  public static Plan around(Plan plan, Arrangement arrangement) {
    List<Step> steps = new ArrayList<>();
    List<Group> groups = arrangement.groups();
    for (Group group : groups) {
      steps.add(new Step.JoinCgroup(group.directory(), -1));
    }
    long flags = plan.cloneFlags();
    if (!groups.isEmpty() && (flags & Flags.CLONE_NEWCGROUP) != 0) {
      flags &= ~(long) Flags.CLONE_NEWCGROUP;
      steps.add(new Step.NewCgroupNamespace());
    }
    steps.addAll(plan.steps());
    return new Plan(flags, plan.guestFlags(), plan.network(), steps, plan.guest());
  }

  /** What the box has used. */
  public Usage usage() {
    return Usage.of(new CgroupFiles(kernel), arrangement.groups());
  }

  /** Removes them, after the box has ended. */
  public void remove() {
    for (Fd fd : procs) {
      fd.close();
    }
    boolean done = Trace.undo(kernel, traces);
    for (int i = 0; i < LOOKS && !done; i++) {
      Janitor.pause(kernel, i);
      done = Trace.undo(kernel, traces);
    }
    if (done) {
      janitor.dismiss();
    } else {
      janitor.leaveAlone();
    }
  }
}
