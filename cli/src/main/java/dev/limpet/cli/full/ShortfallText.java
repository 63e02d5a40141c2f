package dev.limpet.cli.full;

import dev.limpet.sandbox.cgroup.Arrangement;
import org.jspecify.annotations.Nullable;

/** What of a box's limits cannot be held, why, and what to do about it. */
public final class ShortfallText {
  private ShortfallText() {}

  /** In one line without an end; empty where all is held. */
  static String of(BoxLimits limits, Arrangement arrangement, boolean root) {
    if (arrangement.shortfalls().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (Arrangement.Shortfall shortfall : arrangement.shortfalls()) {
      out.append(out.isEmpty() ? "" : ", ");
      switch (shortfall) {
        case MEMORY_OF_EACH_PROCESS ->
            out.append("--memory ")
                .append(size(limits.memory()))
                .append(" holds for each process, not for all together");
        case CPU -> out.append("--cpus ").append(cpus(limits.cpus())).append(" is not held");
        case PIDS -> out.append("--pids ").append(limits.pids()).append(" is not held");
      }
    }
    return out.append(": ").append(reason(arrangement.reason(), root)).toString();
  }

  /** Why, and what to do about it. */
  public static String reason(Arrangement.Reason reason, boolean root) {
    return switch (reason) {
      case NONE -> "";
      case NOT_DELEGATED ->
          "no cgroup with these controllers is yours to divide: run it as " + scope(root);
      case NOT_ALONE ->
          "limpet shares its cgroup with other processes: run it as "
              + scope(root)
              + (root
                  ? ", or, without systemd,"
                      + " echo +cpu +memory +pids >/sys/fs/cgroup/cgroup.subtree_control"
                  : "");
      case NOT_ROOT ->
          "the machine has cgroups of version 1, which only root may make: run it as root, or boot"
              + " with systemd.unified_cgroup_hierarchy=1";
      case NOT_MOUNTED ->
          "no cgroups with these controllers are mounted: mount -t cgroup2 none /sys/fs/cgroup";
    };
  }

  private static String scope(boolean root) {
    return (root ? "systemd-run" : "systemd-run --user") + " --scope -p Delegate=yes limpet ...";
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null ? "" : size(bytes.longValue());
  }

  /** In the largest unit that divides it. */
  private static String size(long bytes) {
    String units = " kmgt";
    int unit = 0;
    long number = bytes;
    while (unit < units.length() - 1 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return number + (unit == 0 ? "" : units.substring(unit, unit + 1));
  }

  private static String cpus(@Nullable Long thousandths) {
    return thousandths == null ? "" : BoxLimits.cpus(thousandths.longValue());
  }
}
