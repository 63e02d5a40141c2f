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
    String limit = String.valueOf(memory.limit());
    if (unified) {
      all.add(new Setting("memory.max", limit, false));
      String swap = String.valueOf(memory.swap() - memory.limit());
      all.add(new Setting("memory.swap.max", swap, true));
    } else {
      all.add(new Setting("memory.limit_in_bytes", limit, false));
      all.add(new Setting("memory.memsw.limit_in_bytes", String.valueOf(memory.swap()), true));
    }
  }

  private static void cpu(List<Setting> all, Resources.Cpu cpu, boolean unified) {
    if (unified) {
      all.add(new Setting("cpu.max", cpu.quota() + " " + cpu.period(), false));
    } else {
      all.add(new Setting("cpu.cfs_period_us", String.valueOf(cpu.period()), false));
      all.add(new Setting("cpu.cfs_quota_us", String.valueOf(cpu.quota()), false));
    }
  }
}
