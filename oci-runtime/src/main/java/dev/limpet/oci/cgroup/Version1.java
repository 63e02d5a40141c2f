package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources in the words of the kernel's cgroup-v1, controller by controller. */
final class Version1 {
  private final Resources resources;
  private final List<Setting> settings = new ArrayList<>();

  private Version1(Resources resources) {
    this.resources = resources;
  }

  /** What {@code controller} is to be told; nothing where nothing is asked of it. */
  static List<Setting> settings(String controller, Resources resources) {
    Version1 words = new Version1(resources);
    switch (controller) {
      case "memory" -> words.memory();
      case "cpu" -> words.cpu();
      case "cpuset" -> words.cpuset();
      case "pids" -> words.pids();
      case "blkio" -> words.blkio();
      case "hugetlb" -> words.hugetlb();
      case "net_cls", "net_prio" -> words.network(controller);
      case "rdma" -> words.settings.addAll(rdma(resources));
      default -> throw new IllegalArgumentException(controller);
    }
    return words.settings;
  }

  private void add(String file, @Nullable Long value) {
    if (value != null) {
      settings.add(Setting.of(file, value));
    }
  }

  private void memory() {
    Resources.Memory memory = resources.memory();
    if (memory == null) {
      return;
    }
    Long limit = memory.limit();
    Long swap = memory.swap();
    if (swap == null && limit != null && limit < 0) {
      // Without a limit of memory there can be none of memory and swap.
      swap = limit;
    }
    add("memory.limit_in_bytes", limit);
    if (swap != null) {
      settings.add(Setting.optional("memory.memsw.limit_in_bytes", String.valueOf(swap)));
    }
    add("memory.soft_limit_in_bytes", memory.reservation());
    Long tcp = memory.kernelTCP();
    if (tcp != null) {
      settings.add(Setting.optional("memory.kmem.tcp.limit_in_bytes", String.valueOf(tcp)));
    }
    add("memory.swappiness", memory.swappiness());
    if (memory.disableOOMKiller()) {
      settings.add(Setting.of("memory.oom_control", 1));
    }
  }

  private void cpu() {
    Resources.Cpu cpu = resources.cpu();
    if (cpu != null) {
      add("cpu.shares", cpu.shares());
      add("cpu.cfs_period_us", cpu.period());
      add("cpu.cfs_quota_us", cpu.quota());
      add("cpu.cfs_burst_us", cpu.burst());
      add("cpu.rt_period_us", cpu.realtimePeriod());
      add("cpu.rt_runtime_us", cpu.realtimeRuntime());
      add("cpu.idle", cpu.idle());
    }
  }

  private void cpuset() {
    Resources.Cpu cpu = resources.cpu();
    if (cpu != null && cpu.cpus() != null) {
      settings.add(Setting.of("cpuset.cpus", cpu.cpus()));
    }
    if (cpu != null && cpu.mems() != null) {
      settings.add(Setting.of("cpuset.mems", cpu.mems()));
    }
  }

  private void pids() {
    Resources.Pids pids = resources.pids();
    if (pids != null) {
      settings.add(Setting.of("pids.max", number(pids.limit())));
    }
  }

  /** A limit in files that know a word for none. */
  static String number(long limit) {
    return limit < 0 ? "max" : String.valueOf(limit);
  }

  private void blkio() {
    Resources.BlockIo io = resources.blockIO();
    if (io == null) {
      return;
    }
    if (io.weight() != null) {
      settings.add(weight("weight", String.valueOf(io.weight())));
    }
    add("blkio.leaf_weight", io.leafWeight());
    for (Resources.DeviceWeight device : io.weightDevice()) {
      String name = device.major() + ":" + device.minor() + " ";
      if (device.weight() != null) {
        settings.add(weight("weight_device", name + device.weight()));
      }
      if (device.leafWeight() != null) {
        settings.add(Setting.of("blkio.leaf_weight_device", name + device.leafWeight()));
      }
    }
    throttle("blkio.throttle.read_bps_device", io.throttleReadBpsDevice());
    throttle("blkio.throttle.write_bps_device", io.throttleWriteBpsDevice());
    throttle("blkio.throttle.read_iops_device", io.throttleReadIOPSDevice());
    throttle("blkio.throttle.write_iops_device", io.throttleWriteIOPSDevice());
  }

  /** CFQ had it up to Linux 4, BFQ has it. */
  private static Setting weight(String what, String value) {
    return Setting.of("blkio." + what, value).or(Setting.of("blkio.bfq." + what, value));
  }

  private void throttle(String file, List<Resources.Throttle> throttles) {
    for (Resources.Throttle device : throttles) {
      String rate = Long.toUnsignedString(device.rate());
      settings.add(Setting.of(file, device.major() + ":" + device.minor() + " " + rate));
    }
  }

  private void hugetlb() {
    for (Resources.HugepageLimit limit : resources.hugepageLimits()) {
      String bytes = Long.toUnsignedString(limit.limit());
      String file = "hugetlb." + limit.pageSize();
      settings.add(Setting.of(file + ".limit_in_bytes", bytes));
      settings.add(Setting.optional(file + ".rsvd.limit_in_bytes", bytes));
    }
  }

  private void network(String controller) {
    Resources.Network network = resources.network();
    if (network == null) {
      return;
    }
    if (controller.equals("net_cls")) {
      add("net_cls.classid", network.classID());
    } else {
      for (Resources.Priority priority : network.priorities()) {
        settings.add(Setting.of("net_prio.ifpriomap", priority.name() + " " + priority.priority()));
      }
    }
  }

  /** The same in both versions. */
  static List<Setting> rdma(Resources resources) {
    List<Setting> settings = new ArrayList<>();
    for (Map.Entry<String, Resources.Rdma> device : resources.rdma().entrySet()) {
      StringBuilder line = new StringBuilder(device.getKey());
      Long handles = device.getValue().hcaHandles();
      Long objects = device.getValue().hcaObjects();
      line.append(handles == null ? "" : " hca_handle=" + handles);
      line.append(objects == null ? "" : " hca_object=" + objects);
      settings.add(Setting.of("rdma.max", line.toString()));
    }
    return settings;
  }
}
