package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resources in the words of the kernel's cgroup-v2. The specification's are those of version 1:
 * what can be said in other words is converted, what cannot is refused, as it demands.
 */
final class Version2 {
  private final Resources resources;
  private final List<Setting> settings = new ArrayList<>();

  private Version2(Resources resources) {
    this.resources = resources;
  }

  /**
   * What {@code controller}, by its name in version 1, is to be told.
   *
   * @param cpuMax what cpu.max says now
   */
  static List<Setting> settings(String controller, Resources resources, List<String> cpuMax) {
    Version2 words = new Version2(resources);
    switch (controller) {
      case "memory" -> words.memory();
      case "cpu" -> words.cpu(cpuMax);
      case "cpuset" -> words.settings.addAll(Version1.settings(controller, resources));
      case "pids" -> words.settings.addAll(Version1.settings(controller, resources));
      case "blkio" -> words.io();
      case "hugetlb" -> words.hugetlb();
      case "net_cls", "net_prio" -> words.network();
      case "rdma" -> words.settings.addAll(Version1.rdma(resources));
      default -> throw new IllegalArgumentException(controller);
    }
    return words.settings;
  }

  /** What version 2 calls the controller. */
  static String name(String controller) {
    return controller.equals("blkio") ? "io" : controller;
  }

  private static RefusedException unknown(String what) {
    return new RefusedException(
        "linux.resources." + what + " cannot be held: cgroups of version 2 know nothing like it");
  }

  private void memory() {
    Resources.Memory memory = resources.memory();
    if (memory == null) {
      return;
    }
    if (memory.swappiness() != null) {
      throw unknown("memory.swappiness");
    }
    if (memory.disableOOMKiller()) {
      throw unknown("memory.disableOOMKiller");
    }
    Long limit = memory.limit();
    Long swap = memory.swap();
    if (limit != null) {
      settings.add(Setting.of("memory.max", Version1.number(limit)));
    }
    if (swap != null || (limit != null && limit < 0)) {
      settings.add(Setting.optional("memory.swap.max", swap(limit, swap == null ? -1L : swap)));
    }
    Long reservation = memory.reservation();
    if (reservation != null) {
      settings.add(Setting.of("memory.low", Version1.number(reservation)));
    }
  }

  /** Swap beside memory, where the specification has the sum of both. */
  private static String swap(@Nullable Long limit, long sum) {
    if (sum < 0) {
      return "max";
    }
    if (limit == null || limit < 0) {
      throw new RefusedException(
          "linux.resources.memory.swap is memory and swap together: it needs memory.limit, too");
    }
    if (sum < limit) {
      throw new RefusedException(
          "linux.resources.memory.swap is memory and swap together, and less than memory.limit");
    }
    return String.valueOf(sum - limit);
  }

  private void cpu(List<String> now) {
    Resources.Cpu cpu = resources.cpu();
    if (cpu == null) {
      return;
    }
    if (cpu.realtimeRuntime() != null || cpu.realtimePeriod() != null) {
      throw unknown("cpu.realtimeRuntime");
    }
    Long idle = cpu.idle();
    if (idle != null) {
      settings.add(Setting.of("cpu.idle", idle));
    }
    Long shares = cpu.shares();
    // An idle cgroup has no weight.
    if (shares != null && (idle == null || idle == 0)) {
      settings.add(Setting.of("cpu.weight", Shares.weight(shares)));
    }
    Long quota = cpu.quota();
    Long period = cpu.period();
    if (quota != null || period != null) {
      String former = now.isEmpty() ? "max" : now.get(0);
      String most = quota == null ? former : Version1.number(quota);
      settings.add(Setting.of("cpu.max", period == null ? most : most + " " + period));
    }
    Long burst = cpu.burst();
    if (burst != null) {
      settings.add(Setting.of("cpu.max.burst", burst));
    }
  }

  private void io() {
    Resources.BlockIo io = resources.blockIO();
    if (io == null) {
      return;
    }
    if (io.leafWeight() != null) {
      throw unknown("blockIO.leafWeight");
    }
    Long weight = io.weight();
    if (weight != null) {
      settings.add(
          Setting.of("io.bfq.weight", weight)
              .or(Setting.of("io.weight", "default " + ioWeight(weight))));
    }
    for (Resources.DeviceWeight device : io.weightDevice()) {
      String name = device.major() + ":" + device.minor() + " ";
      if (device.leafWeight() != null) {
        throw unknown("blockIO.weightDevice.leafWeight");
      }
      Long its = device.weight();
      if (its != null) {
        settings.add(
            Setting.of("io.bfq.weight", name + its)
                .or(Setting.of("io.weight", name + ioWeight(its))));
      }
    }
    throttle("rbps", io.throttleReadBpsDevice());
    throttle("wbps", io.throttleWriteBpsDevice());
    throttle("riops", io.throttleReadIOPSDevice());
    throttle("wiops", io.throttleWriteIOPSDevice());
  }

  /** 10 to 1000 are 1 to 10000. */
  static long ioWeight(long weight) {
    return 1 + (Math.max(10, Math.min(1000, weight)) - 10) * 9999 / 990;
  }

  private void throttle(String what, List<Resources.Throttle> throttles) {
    for (Resources.Throttle device : throttles) {
      String rate = device.rate() == 0 ? "max" : Long.toUnsignedString(device.rate());
      settings.add(
          Setting.of("io.max", device.major() + ":" + device.minor() + " " + what + "=" + rate));
    }
  }

  private void hugetlb() {
    for (Resources.HugepageLimit limit : resources.hugepageLimits()) {
      String bytes = Long.toUnsignedString(limit.limit());
      String file = "hugetlb." + limit.pageSize();
      settings.add(Setting.of(file + ".max", bytes));
      settings.add(Setting.optional(file + ".rsvd.max", bytes));
    }
  }

  private void network() {
    Resources.Network network = resources.network();
    if (network == null) {
      return;
    }
    Long mark = network.classID();
    if ((mark != null && mark != 0) || !network.priorities().isEmpty()) {
      throw unknown("network");
    }
  }
}
