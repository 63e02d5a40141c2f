package dev.limpet.sandbox.cgroup;

import static dev.limpet.sandbox.cgroup.Settings.CPU;
import static dev.limpet.sandbox.cgroup.Settings.CPUACCT;
import static dev.limpet.sandbox.cgroup.Settings.MEMORY;
import static dev.limpet.sandbox.cgroup.Settings.PIDS;

import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.proc.CgroupMembership;
import dev.limpet.formats.proc.MountInfo;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.cgroup.Arrangement.Aside;
import dev.limpet.sandbox.cgroup.Arrangement.Reason;
import dev.limpet.sandbox.cgroup.Arrangement.Shortfall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how limits can be held: by cgroups where the caller may make any, of version 1 or 2,
 * each controller where it is; else by what setrlimit(2) has to offer. Changes nothing.
 */
public final class Arranger {
  private final Kernel kernel;
  private final CgroupFiles files;
  private final List<Hierarchy> trees;
  private final List<Group> groups = new ArrayList<>();
  private @Nullable Aside aside;

  public Arranger(Kernel kernel) {
    this.kernel = kernel;
    this.files = new CgroupFiles(kernel);
    this.trees =
        Hierarchy.all(
            CgroupMembership.parse(files.read("/proc/self/cgroup")),
            MountInfo.parse(OsString.encode(files.read("/proc/self/mountinfo"))));
  }

  /**
   * The arrangement.
   *
   * @param resources the limits
   * @param name what the box's cgroups are called
   * @param account whether what the box uses is to be told, too
   * @param oneUser whether all processes of the box are those of one user
   */
  public Arrangement arrange(Resources resources, String name, boolean account, boolean oneUser) {
    List<String> wanted = wanted(resources);
    List<String> all = new ArrayList<>(wanted);
    if (account) {
      all.add(CPUACCT);
      if (!all.contains(MEMORY)) {
        all.add(MEMORY);
      }
    }
    List<String> left = new ArrayList<>();
    for (String controller : all) {
      Hierarchy tree = ofVersion1(controller);
      if (tree == null) {
        left.add(controller);
      } else if (!isHeld(controller)) {
        add(tree, resources, all, name);
      }
    }
    unified(resources, left, name);
    return withRest(resources, wanted, oneUser);
  }

  /** The controllers that the limits need. */
  static List<String> wanted(Resources resources) {
    List<String> wanted = new ArrayList<>();
    if (resources.memory() != null) {
      wanted.add(MEMORY);
    }
    if (resources.cpu() != null) {
      wanted.add(CPU);
    }
    if (resources.pids() != null) {
      wanted.add(PIDS);
    }
    return wanted;
  }

  private @Nullable Hierarchy ofVersion1(String controller) {
    for (Hierarchy tree : trees) {
      if (tree.controllers().contains(controller) && files.mayWrite(tree.own() + "/cgroup.procs")) {
        return tree;
      }
    }
    return null;
  }

  private void add(Hierarchy tree, Resources resources, List<String> all, String name) {
    List<String> controllers = new ArrayList<>(tree.controllers());
    controllers.retainAll(all);
    List<Group.Setting> settings = Settings.of(resources, controllers, false);
    groups.add(new Group(false, tree.own() + "/" + name, controllers, settings));
  }

  private void unified(Resources resources, List<String> left, String name) {
    // Its cgroups tell of the processor without a controller.
    left.remove(CPUACCT);
    Hierarchy tree = unified();
    Site site =
        tree == null || left.isEmpty() ? null : Site.find(files, tree, left, kernel.getpid());
    if (site != null) {
      List<String> controllers = site.controllers();
      List<Group.Setting> settings = Settings.of(resources, controllers, true);
      groups.add(new Group(true, site.parent() + "/" + name, controllers, settings));
      if (site.aside()) {
        List<String> enabled = new ArrayList<>(controllers);
        enabled.removeAll(files.words(site.parent() + "/cgroup.subtree_control"));
        String to = site.parent() + "/" + name + "-launcher";
        aside = new Aside(site.parent(), to, enabled, kernel.getpid());
      }
    }
  }

  private @Nullable Hierarchy unified() {
    for (Hierarchy tree : trees) {
      if (tree.unified()) {
        return tree;
      }
    }
    return null;
  }

  private boolean isHeld(String controller) {
    for (Group group : groups) {
      if (group.controllers().contains(controller)) {
        return true;
      }
    }
    return false;
  }

  private Arrangement withRest(Resources resources, List<String> wanted, boolean oneUser) {
    List<Rlimit> rlimits = new ArrayList<>();
    List<Shortfall> shortfalls = new ArrayList<>();
    Resources.Memory memory = resources.memory();
    Long limit = memory == null ? null : memory.limit();
    if (limit != null && !isHeld(MEMORY)) {
      rlimits.add(new Rlimit("RLIMIT_DATA", limit, limit));
      shortfalls.add(Shortfall.MEMORY_OF_EACH_PROCESS);
    }
    Resources.Cpu cpu = resources.cpu();
    if (cpu != null && !isHeld(CPU)) {
      shortfalls.add(Shortfall.CPU);
    }
    Resources.Pids pids = resources.pids();
    if (pids != null && !isHeld(PIDS)) {
      if (oneUser && kernel.geteuid() != 0) {
        // Counted are those of the user in the box's user namespace, and that is all of the box,
        // and its holder. Root is never held to it.
        rlimits.add(new Rlimit("RLIMIT_NPROC", pids.limit() + 1, pids.limit() + 1));
      } else {
        shortfalls.add(Shortfall.PIDS);
      }
    }
    Reason reason = shortfalls.isEmpty() ? Reason.NONE : reason(wanted);
    return new Arrangement(groups, aside, rlimits, shortfalls, reason);
  }

  private boolean isOffered(Hierarchy tree, String controller) {
    return files.words(tree.own() + "/cgroup.controllers").contains(controller);
  }

  private Reason reason(List<String> wanted) {
    Hierarchy unified = unified();
    boolean version1 = false;
    for (String controller : wanted) {
      if (isHeld(controller)) {
        continue;
      }
      if (unified != null
          && files.words(unified.point() + "/cgroup.controllers").contains(controller)) {
        return Site.isOwned(files, unified.own()) && isOffered(unified, controller)
            ? Reason.NOT_ALONE
            : Reason.NOT_DELEGATED;
      }
      for (Hierarchy tree : trees) {
        version1 |= tree.controllers().contains(controller);
      }
    }
    return version1 ? Reason.NOT_ROOT : Reason.NOT_MOUNTED;
  }
}
