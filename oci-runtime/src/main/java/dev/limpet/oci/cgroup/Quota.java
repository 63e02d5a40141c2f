package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import java.util.List;

/**
 * How much processor time a cgroup has in each period; both in microseconds.
 *
 * @param quota negative for no limit
 */
public record Quota(long quota, long period) {
  /** What a new cgroup has. */
  public static final Quota NONE = new Quota(-1, 100_000);

  /** What a container's has; that of a new one where nothing tells. */
  public static Quota of(Kernel kernel, ContainerCgroup cgroup) {
    CgroupFiles files = new CgroupFiles(kernel);
    CgroupPath version1 = cgroup.ofVersion1("cpu");
    CgroupPath unified = cgroup.unified();
    if (version1 != null) {
      long each = files.number(version1.file("cpu.cfs_period_us"));
      return new Quota(
          files.number(version1.file("cpu.cfs_quota_us")), each > 0 ? each : NONE.period);
    }
    List<String> max = unified == null ? List.of() : files.words(unified.file("cpu.max"));
    if (max.size() != 2) {
      return NONE;
    }
    return new Quota(
        max.get(0).equals("max") ? NONE.quota : Long.parseLong(max.get(0)),
        Long.parseLong(max.get(1)));
  }

  /** This one, changed by what {@code cpu} has. */
  public Quota changedBy(Resources.Cpu cpu) {
    Long wanted = cpu.quota();
    Long each = cpu.period();
    return new Quota(
        wanted == null || wanted == 0 ? quota : wanted, each == null || each <= 0 ? period : each);
  }
}
