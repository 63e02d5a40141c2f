package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.proc.CgroupMembership;
import dev.limpet.formats.proc.MountInfo;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import dev.limpet.sandbox.cgroup.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime does with the cgroups of containers. A start is {@link #plan}, {@link #make},
 * {@link #configure} and an {@link #entrance}; what {@code plan} returns is to be kept before
 * {@code make}, and what that returns after it, so that a runtime that is killed leaves nothing
 * that {@link #remove} does not find.
 */
public final class Cgroups {
  private static final int LOOKS = 300;

  private final Kernel kernel;
  private final CgroupFiles files;
  private final Members members;
  private final Maker maker;
  private @Nullable List<MountInfo> mounts;
  private @Nullable List<Hierarchy> hierarchies;

  public Cgroups(Kernel kernel) {
    this.kernel = kernel;
    this.files = new CgroupFiles(kernel);
    this.members = new Members(kernel);
    this.maker = new Maker(kernel);
  }

  /** Whether all ids of the machine are this process's: nobody has put it in a user namespace. */
  public static boolean hasAllIds(Kernel kernel) {
    return new CgroupFiles(kernel)
        .words("/proc/self/uid_map")
        .equals(List.of("0", "0", "4294967295"));
  }

  /** Whether this process is root, and that of the machine. */
  public static boolean isRootOfTheMachine(Kernel kernel) {
    return kernel.geteuid() == 0 && hasAllIds(kernel);
  }

  /**
   * Where the cgroups of a container would be, in all hierarchies of the machine but those in which
   * somebody else has one there that this process could not join. Makes nothing.
   *
   * @param cgroupsPath {@code linux.cgroupsPath} of its config.json; null where it has none
   * @param id the container's name
   * @throws RefusedException for a path that leads out, or where somebody is already
   */
  public ContainerCgroup plan(@Nullable String cgroupsPath, String id) {
    Place place = new Place(cgroupsPath, id);
    List<CgroupPath> paths = new ArrayList<>();
    for (Hierarchy hierarchy : hierarchies()) {
      CgroupPath path = place.in(hierarchy);
      boolean there = maker.isDirectory(path.directory());
      if (there && members.isAnothers(path)) {
        // Nobody comes from here into a container of root's that has the same name.
        continue;
      }
      if (there && !members.isFree(path)) {
        // Who deletes the container kills all who are in there.
        throw new RefusedException(
            "the cgroup "
                + path.directory()
                + " holds processes already: a container has one for itself");
      }
      paths.add(path);
    }
    return new ContainerCgroup(paths);
  }

  /** Whether somebody has made one of them already. */
  public boolean isAnyThere(ContainerCgroup planned) {
    for (CgroupPath path : planned.paths()) {
      if (maker.isDirectory(path.directory())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether one of them would be below a cgroup that somebody is in, as containers are, other than
   * this process's own.
   */
  public boolean isBelowOthers(ContainerCgroup planned) {
    if (planned.paths().isEmpty()) {
      return false;
    }
    // The tree is the same in all hierarchies.
    CgroupPath path = planned.paths().get(0);
    String own = own(path.point()) + "/";
    String above = Maker.parent(path.directory());
    while (above.length() > path.point().length() && !own.startsWith(above + "/")) {
      if (!files.read(above + "/cgroup.procs").isEmpty()) {
        return true;
      }
      above = Maker.parent(above);
    }
    return false;
  }

  private String own(String point) {
    for (Hierarchy hierarchy : hierarchies()) {
      if (hierarchy.point().equals(point)) {
        return hierarchy.own();
      }
    }
    return point;
  }

  private List<Hierarchy> hierarchies() {
    List<Hierarchy> known = hierarchies;
    if (known == null) {
      known = Hierarchy.all(CgroupMembership.parse(files.read("/proc/self/cgroup")), mounts());
      hierarchies = known;
    }
    return known;
  }

  /** The mounts of this process, as they were when they were first asked for. */
  public List<MountInfo> mounts() {
    List<MountInfo> known = mounts;
    if (known == null) {
      known = MountInfo.parse(OsString.encode(files.read("/proc/self/mountinfo")));
      mounts = known;
    }
    return known;
  }

  /**
   * Makes the cgroups; returns those that this process may make.
   *
   * @throws StepFailedException where one cannot be made for another reason; nothing is left then
   */
  public ContainerCgroup make(ContainerCgroup planned) {
    return maker.make(planned);
  }

  /**
   * Sets the resources of new cgroups, and which devices can be used in there.
   *
   * @param resources null where the config.json has none
   * @throws RefusedException where there is no cgroup that could hold one
   * @throws StepFailedException where the kernel does not want to
   */
  public void configure(ContainerCgroup cgroup, @Nullable Resources resources) {
    if (resources != null) {
      new Settler(kernel, cgroup).set(resources);
    }
    new DeviceHold(kernel).set(cgroup, resources == null ? List.of() : resources.devices());
  }

  /** Sets the resources of a container that is there; what is null or without rules stays. */
  public void update(ContainerCgroup cgroup, Resources resources) {
    new Settler(kernel, cgroup).set(resources);
    if (!resources.devices().isEmpty()) {
      new DeviceHold(kernel).set(cgroup, resources.devices());
    }
  }

  /**
   * The way into the cgroups for a process that does not exist yet.
   *
   * @param init the container's first process, for a later one: where the guest has divided its
   *     cgroup, that is where processes may be; 0 for none
   * @throws StepFailedException where they cannot be joined
   */
  public Entrance entrance(ContainerCgroup cgroup, int init) {
    CgroupPath unified = cgroup.unified();
    return Entrance.open(kernel, cgroup, unified == null ? null : where(init, unified));
  }

  /** Puts a process that is there into the cgroups, as far as nobody else has done so. */
  public void join(ContainerCgroup cgroup, int pid) {
    List<CgroupMembership> there = CgroupMembership.parse(files.read("/proc/" + pid + "/cgroup"));
    for (CgroupPath path : cgroup.paths()) {
      try {
        if (!isIn(path, there)) {
          files.write(path.file("cgroup.procs"), String.valueOf(pid));
        }
      } catch (ErrnoException e) {
        throw Entrance.failed(path.directory(), e);
      }
    }
  }

  private static boolean isIn(CgroupPath path, List<CgroupMembership> memberships) {
    for (CgroupMembership membership : memberships) {
      if (membership.controllers().equals(path.controllers())
          && path.directory().equals(path.point() + membership.path())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where a process is below the container's cgroup of version 2, such as {@code /a}; {@code /} for
   * that itself.
   */
  public String below(ContainerCgroup cgroup, int pid) {
    CgroupPath unified = cgroup.unified();
    String place = unified == null ? null : where(pid, unified);
    return unified == null || place == null ? "/" : place.substring(unified.directory().length());
  }

  /** The cgroup that a process is in in the hierarchy of version 2, if it is below {@code path}. */
  private @Nullable String where(int init, CgroupPath path) {
    String text = init == 0 ? "" : files.read("/proc/" + init + "/cgroup");
    for (CgroupMembership membership : CgroupMembership.parse(text)) {
      String directory = path.point() + membership.path();
      if (membership.isUnified() && directory.startsWith(path.directory() + "/")) {
        return directory;
      }
    }
    return null;
  }

  /** All processes of the container, as far as its cgroups tell. */
  public List<Integer> pids(ContainerCgroup cgroup) {
    ContainerCgroup made = new ContainerCgroup(cgroup.made());
    CgroupPath unified = made.unified();
    if (unified != null) {
      return members.of(List.of(unified));
    }
    return made.paths().isEmpty() ? List.of() : members.of(made.paths().subList(0, 1));
  }

  /** Whether nobody is in any of them, whoever has made them. */
  public boolean areFree(ContainerCgroup cgroup) {
    boolean free = true;
    for (CgroupPath path : cgroup.paths()) {
      free &= members.isFree(path);
    }
    return free;
  }

  /** Stops all processes; returns when they have. */
  public void freeze(ContainerCgroup cgroup) {
    new Freezer(kernel, cgroup).freeze();
  }

  /** Lets all processes go on. */
  public void thaw(ContainerCgroup cgroup) {
    new Freezer(kernel, cgroup).thaw();
  }

  /** Lets go on who has been killed: one that is frozen does not die. */
  public void letDie(ContainerCgroup cgroup) {
    Freezer freezer = new Freezer(kernel, new ContainerCgroup(cgroup.made()));
    if (freezer.isFrozen()) {
      freezer.thaw();
    }
  }

  /** Whether they are stopped, or about to. */
  public boolean isFrozen(ContainerCgroup cgroup) {
    return new Freezer(kernel, cgroup).isFrozen();
  }

  /** Sends a signal to all processes, none of which can make others meanwhile. */
  public void signal(ContainerCgroup container, int signal) {
    ContainerCgroup cgroup = new ContainerCgroup(container.made());
    if (signal == Flags.SIGKILL && killed(cgroup)) {
      return;
    }
    Freezer freezer = new Freezer(kernel, cgroup);
    boolean wasFrozen = freezer.isFrozen();
    if (freezer.isThere() && !wasFrozen) {
      freezer.freeze();
    }
    try {
      send(members.of(cgroup.paths()), signal);
    } finally {
      // One that is frozen does not die.
      if (freezer.isThere() && (!wasFrozen || signal == Flags.SIGKILL)) {
        freezer.thaw();
      }
    }
  }

  /** Kills all of version 2 in one write, from Linux 5.14 on. */
  private boolean killed(ContainerCgroup cgroup) {
    CgroupPath unified = cgroup.unified();
    if (unified == null) {
      return false;
    }
    try {
      files.write(unified.file("cgroup.kill"), "1");
    } catch (ErrnoException e) {
      return false;
    }
    letDie(cgroup);
    return true;
  }

  private void send(List<Integer> pids, int signal) {
    for (int pid : pids) {
      try {
        kernel.kill(pid, signal);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ESRCH) { // it has ended since
          throw new StepFailedException("send signal " + signal + " to " + pid, e, "");
        }
      }
    }
  }

  /** What the container uses: an event as runc tells it, in one line. */
  public String statistics(ContainerCgroup cgroup, String id) {
    return new Statistics(kernel, cgroup).event(id);
  }

  /** How often the kernel killed in the container for want of memory; -1 where nothing tells. */
  public long oomKills(ContainerCgroup cgroup) {
    return new Statistics(kernel, cgroup).oomKills();
  }

  /**
   * Removes the cgroups, after everyone in there is killed: those that the guest has made below
   * first. May be done again, and half of it may have been done. Of what was only planned nobody is
   * killed: what is in use there is somebody else's by now.
   *
   * @throws StepFailedException where one stays in use
   */
  public void remove(ContainerCgroup cgroup) {
    List<CgroupPath> made = cgroup.made();
    int errno = maker.remove(made);
    if (errno != 0) {
      signal(cgroup, Flags.SIGKILL);
    }
    for (int i = 1; errno != 0 && i <= LOOKS; i++) {
      send(members.of(made), Flags.SIGKILL);
      letDie(cgroup);
      Pauses.pause(kernel, i);
      errno = maker.remove(made);
    }
    List<CgroupPath> planned = new ArrayList<>(cgroup.paths());
    planned.removeAll(made);
    maker.remove(planned);
    if (errno != 0) {
      String directory = made.get(0).directory();
      throw new StepFailedException(
          "remove the cgroup " + directory,
          new ErrnoException("unlinkat", directory, errno),
          "a process of it does not end");
    }
  }
}
