package dev.limpet.sandbox.cgroup;

/**
 * What a box used as a whole, as far as its cgroups tell; -1 for what they do not.
 *
 * @param peakBytes the most memory that it had at once
 * @param cpuNanos processor time of all its processes
 * @param oomKills how many of them the kernel killed because the memory was used up
 */
public record Usage(long peakBytes, long cpuNanos, long oomKills) {
  public static final Usage UNKNOWN = new Usage(-1, -1, -1);

  /** Of groups that are still there. */
  static Usage of(CgroupFiles files, Iterable<Group> groups) {
    long peak = -1;
    long cpu = -1;
    long kills = -1;
    for (Group group : groups) {
      String at = group.directory() + "/";
      if (group.unified()) {
        peak = first(peak, files.number(at + "memory.peak"));
        kills = first(kills, files.number(at + "memory.events", "oom_kill"));
        long micros = files.number(at + "cpu.stat", "usage_usec");
        cpu = first(cpu, micros < 0 ? -1 : micros * 1000);
      } else {
        peak = first(peak, files.number(at + "memory.max_usage_in_bytes"));
        kills = first(kills, files.number(at + "memory.oom_control", "oom_kill"));
        cpu = first(cpu, files.number(at + "cpuacct.usage"));
      }
    }
    return new Usage(peak, cpu, kills);
  }

  private static long first(long known, long next) {
    return known >= 0 ? known : next;
  }
}
