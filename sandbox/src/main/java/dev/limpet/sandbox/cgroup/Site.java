package dev.limpet.sandbox.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the hierarchy of version 2 a cgroup can be made for a box.
 *
 * @param parent the directory above it
 * @param controllers those of the wanted ones that it then has
 * @param aside whether {@code parent} is where the launcher is: a cgroup that hands controllers
 *     down must hold no process, so that the launcher has to step aside into one of its own
 */
record Site(String parent, List<String> controllers, boolean aside) {
  /** Those without a limit say max, or nothing at all. */
  private static final String[] LIMITS = {
    "memory.max",
    "memory.high",
    "memory.swap.max",
    "memory.swap.high",
    "cpu.max",
    "pids.max",
    "cpuset.cpus",
    "cpuset.mems",
    "io.max",
  };

  /**
   * The first place that has all wanted controllers, else the first that has some; null where there
   * is none.
   *
   * <p>The places are the launcher's own cgroup, if it is alone in there, as {@code systemd-run
   * --scope -p Delegate=yes} has it, and then those above, as long as nothing on the way limits the
   * launcher: a box is never less limited than its caller.
   *
   * @param pid this process
   */
  static @Nullable Site find(CgroupFiles files, Hierarchy tree, List<String> wanted, int pid) {
    Site best = null;
    String own = tree.own();
    if (isOwned(files, own)
        && files.words(own + "/cgroup.procs").equals(List.of(String.valueOf(pid)))) {
      best = better(null, own, files.words(own + "/cgroup.controllers"), wanted, true);
    }
    String at = own;
    while (mayLeave(files, at, tree)) {
      at = at.substring(0, at.lastIndexOf('/'));
      if (mayHold(files, at)) {
        best = better(best, at, files.words(at + "/cgroup.subtree_control"), wanted, false);
      }
    }
    return best;
  }

  /** Whether the cgroup at {@code directory} is the caller's to divide, once it holds nobody. */
  static boolean isOwned(CgroupFiles files, String directory) {
    return mayHold(files, directory) && files.mayWrite(directory + "/cgroup.subtree_control");
  }

  private static @Nullable Site better(
      @Nullable Site best, String parent, List<String> has, List<String> wanted, boolean aside) {
    List<String> controllers = new ArrayList<>(wanted);
    controllers.retainAll(has);
    int count = best == null ? 0 : best.controllers().size();
    return controllers.size() > count ? new Site(parent, controllers, aside) : best;
  }

  /** Processes may be moved below {@code directory} by who may write to its cgroup.procs. */
  private static boolean mayHold(CgroupFiles files, String directory) {
    return files.mayWrite(directory + "/cgroup.procs");
  }

  /** Whether the cgroup above is there and the one at {@code at} holds nothing down. */
  private static boolean mayLeave(CgroupFiles files, String at, Hierarchy tree) {
    if (at.equals(tree.point())) {
      return false;
    }
    for (String limit : LIMITS) {
      List<String> words = files.words(at + "/" + limit);
      if (!words.isEmpty() && !words.get(0).equals("max")) {
        return false;
      }
    }
    return true;
  }
}
