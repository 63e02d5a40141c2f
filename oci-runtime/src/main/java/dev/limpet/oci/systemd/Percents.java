package dev.limpet.oci.systemd;

import dev.limpet.formats.oci.Resources;
import dev.limpet.oci.cgroup.Quota;

/** Quotas of processor time as systemd keeps them: whole percents of a processor. */
public final class Percents {
  private static final long SECOND = 1_000_000;
  private static final long PERCENT = SECOND / 100;

  /** More than the kernel takes, as it takes no period above a second. */
  private static final long LARGEST = 1L << 42;

  private Percents() {}

  /** Microseconds in each second, and not less than is asked for; -1 for no limit. */
  static long perSecond(Quota quota) {
    if (quota.quota() < 0 || quota.quota() > LARGEST || quota.period() > SECOND) {
      return -1;
    }
    long exact = (quota.quota() * SECOND + quota.period() - 1) / quota.period();
    return (exact + PERCENT - 1) / PERCENT * PERCENT;
  }

  /**
   * The same resources with a quota of whole percents: another would be rounded whenever systemd
   * looks at the unit again.
   *
   * @param now the quota that the container has
   */
  public static Resources rounded(Resources resources, Quota now) {
    Resources.Cpu cpu = resources.cpu();
    Long asked = cpu == null ? null : cpu.quota();
    if (cpu == null || asked == null || asked <= 0) {
      return resources;
    }
    Quota wanted = now.changedBy(cpu);
    long second = perSecond(wanted);
    return second < 0
        ? resources
        : with(resources, with(cpu, second / PERCENT * wanted.period() / 100));
  }

  private static Resources.Cpu with(Resources.Cpu cpu, long quota) {
    return new Resources.Cpu(
        cpu.shares(),
        quota,
        cpu.burst(),
        cpu.period(),
        cpu.realtimeRuntime(),
        cpu.realtimePeriod(),
        cpu.cpus(),
        cpu.mems(),
        cpu.idle());
  }

  private static Resources with(Resources resources, Resources.Cpu cpu) {
    return new Resources(
        resources.memory(),
        cpu,
        resources.pids(),
        resources.blockIO(),
        resources.hugepageLimits(),
        resources.network(),
        resources.rdma(),
        resources.devices(),
        resources.unified());
  }
}
