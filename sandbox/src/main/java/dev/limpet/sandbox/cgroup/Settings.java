package dev.limpet.sandbox.cgroup;

import dev.limpet.formats.oci.Resources;
import dev.limpet.sandbox.cgroup.Group.Setting;
import java.util.ArrayList;
import java.util.List;

/** Limits in the words of both versions of cgroups, see the kernel's cgroup-v1 and cgroup-v2. */
final class Settings {
  static final String MEMORY = "memory";
  static final String CPU = "cpu";
  static final String PIDS = "pids";
  static final String CPUACCT = "cpuacct";

  private Settings() {}

  /** What {@code controllers} are to be told. */
  static List<Setting> of(Resources resources, List<String> controllers, boolean unified) {
    List<Setting> all = new ArrayList<>();
    Resources.Memory memory = resources.memory();
    if (memory != null && controllers.contains(MEMORY)) {
      memory(all, memory, unified);
    }
    Resources.Cpu cpu = resources.cpu();
    if (cpu != null && controllers.contains(CPU)) {
      cpu(all, cpu, unified);
    }
    Resources.Pids pids = resources.pids();
    if (pids != null && controllers.contains(PIDS)) {
      all.add(new Setting("pids.max", String.valueOf(pids.limit()), false));
    }
    return all;
  }

  private static void memory(List<Setting> all, Resources.Memory memory, boolean unified) {
    Long limit = memory.limit();
    Long swap = memory.swap();
    if (limit != null) {
      all.add(setting(unified ? "memory.max" : "memory.limit_in_bytes", limit, false));
    }
    if (swap != null && unified && limit != null) {
      all.add(setting("memory.swap.max", swap - limit, true));
    } else if (swap != null && !unified) {
      all.add(setting("memory.memsw.limit_in_bytes", swap, true));
    }
  }

  private static void cpu(List<Setting> all, Resources.Cpu cpu, boolean unified) {
    Long quota = cpu.quota();
    Long period = cpu.period();
    if (unified && quota != null && period != null) {
      all.add(new Setting("cpu.max", quota + " " + period, false));
    } else if (!unified) {
      if (period != null) {
        all.add(setting("cpu.cfs_period_us", period, false));
      }
      if (quota != null) {
        all.add(setting("cpu.cfs_quota_us", quota, false));
      }
    }
  }

  private static Setting setting(String file, long value, boolean optional) {
    return new Setting(file, String.valueOf(value), optional);
  }
}
