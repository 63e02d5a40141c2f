package dev.limpet.oci.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.sandbox.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The specification's resources in the words of both versions. */
class VersionsTest {
  private static final List<String> NOW = List.of("7000", "100000");

  private static Resources resources(String members) {
    return ResourcesReader.read("{" + members.replace('\'', '"') + "}");
  }

  private static void assertSettings(
      String controller, String members, String version1, String version2) {
    Resources resources = resources(members);
    assertEquals(version1, text(Version1.settings(controller, resources)));
    assertEquals(version2, text(Version2.settings(controller, resources, NOW)));
  }

  private static String text(List<Setting> settings) {
    StringBuilder out = new StringBuilder();
    for (Setting setting : settings) {
      out.append(out.isEmpty() ? "" : "; ").append(setting.file()).append('=');
      out.append(setting.value()).append(setting.optional() ? "?" : "");
      Setting otherwise = setting.otherwise();
      if (otherwise != null) {
        out.append(" or ").append(otherwise.file()).append('=').append(otherwise.value());
      }
    }
    return out.toString();
  }

  private static void assertUnknown(String what, String controller, String members) {
    RefusedException e =
        assertThrows(
            RefusedException.class, () -> Version2.settings(controller, resources(members), NOW));
    assertEquals(
        "linux.resources." + what + " cannot be held: cgroups of version 2 know nothing like it",
        e.getMessage());
  }

  private static void assertRefused(String problem, String members) {
    RefusedException e =
        assertThrows(
            RefusedException.class, () -> Version2.settings("memory", resources(members), NOW));
    assertEquals(problem, e.getMessage());
  }

  @Test
  void memoryAndSwap() {
    assertSettings(
        "memory",
        "'memory':{'limit':100,'swap':150,'reservation':50}",
        "memory.limit_in_bytes=100; memory.memsw.limit_in_bytes=150?;"
            + " memory.soft_limit_in_bytes=50",
        "memory.max=100; memory.swap.max=50?; memory.low=50");
    assertSettings(
        "memory",
        "'memory':{'limit':-1}",
        "memory.limit_in_bytes=-1; memory.memsw.limit_in_bytes=-1?",
        "memory.max=max; memory.swap.max=max?");
    assertSettings(
        "memory",
        "'memory':{'swap':-1,'kernel':5}",
        "memory.memsw.limit_in_bytes=-1?",
        "memory.swap.max=max?");
    assertSettings("memory", "'memory':{}", "", "");
    assertSettings("memory", "", "", "");
  }

  @Test
  void swapThatCannotBeConvertedIsRefused() {
    assertRefused(
        "linux.resources.memory.swap is memory and swap together: it needs memory.limit, too",
        "'memory':{'swap':5}");
    assertRefused(
        "linux.resources.memory.swap is memory and swap together, and less than memory.limit",
        "'memory':{'limit':6,'swap':5}");
  }

  @Test
  void whatVersion2DoesNotKnowIsRefused() {
    assertUnknown("memory.swappiness", "memory", "'memory':{'swappiness':5}");
    assertUnknown("memory.disableOOMKiller", "memory", "'memory':{'disableOOMKiller':true}");
    assertUnknown("cpu.realtimeRuntime", "cpu", "'cpu':{'realtimePeriod':5}");
    assertUnknown("blockIO.leafWeight", "blkio", "'blockIO':{'leafWeight':50}");
    assertUnknown("network", "net_cls", "'network':{'classID':5}");
    assertUnknown("network", "net_prio", "'network':{'priorities':[{'name':'lo','priority':1}]}");
  }

  @Test
  void processorTime() {
    assertSettings(
        "cpu",
        "'cpu':{'shares':1024,'quota':50,'period':100,'burst':5}",
        "cpu.shares=1024; cpu.cfs_period_us=100; cpu.cfs_quota_us=50; cpu.cfs_burst_us=5",
        "cpu.weight=39; cpu.max=50 100; cpu.max.burst=5");
    assertSettings("cpu", "'cpu':{'quota':-1}", "cpu.cfs_quota_us=-1", "cpu.max=max");
    assertSettings("cpu", "'cpu':{'period':9}", "cpu.cfs_period_us=9", "cpu.max=7000 9");
    assertSettings("cpu", "'cpu':{'shares':9,'idle':1}", "cpu.shares=9; cpu.idle=1", "cpu.idle=1");
    assertSettings(
        "cpuset",
        "'cpu':{'cpus':'0-1','mems':'0'}",
        "cpuset.cpus=0-1; cpuset.mems=0",
        "cpuset.cpus=0-1; cpuset.mems=0");
    assertEquals(1, Shares.weight(2));
    assertEquals(10_000, Shares.weight(262_144));
    assertEquals(10_000, Shares.weight(Long.MAX_VALUE));
  }

  @Test
  void disks() {
    assertSettings(
        "blkio",
        "'blockIO':{'weight':10,'weightDevice':[{'major':8,'minor':0,'weight':1000}],"
            + "'throttleReadBpsDevice':[{'major':8,'minor':0,'rate':18446744073709551615}],"
            + "'throttleWriteIOPSDevice':[{'major':8,'minor':16,'rate':0}]}",
        "blkio.weight=10 or blkio.bfq.weight=10;"
            + " blkio.weight_device=8:0 1000 or blkio.bfq.weight_device=8:0 1000;"
            + " blkio.throttle.read_bps_device=8:0 18446744073709551615;"
            + " blkio.throttle.write_iops_device=8:16 0",
        "io.bfq.weight=10 or io.weight=default 1;"
            + " io.bfq.weight=8:0 1000 or io.weight=8:0 10000;"
            + " io.max=8:0 rbps=18446744073709551615; io.max=8:16 wiops=max");
  }

  @Test
  void others() {
    assertSettings("pids", "'pids':{'limit':5}", "pids.max=5", "pids.max=5");
    assertSettings("pids", "'pids':{'limit':-1}", "pids.max=max", "pids.max=max");
    assertSettings(
        "hugetlb",
        "'hugepageLimits':[{'pageSize':'2MB','limit':0}]",
        "hugetlb.2MB.limit_in_bytes=0; hugetlb.2MB.rsvd.limit_in_bytes=0?",
        "hugetlb.2MB.max=0; hugetlb.2MB.rsvd.max=0?");
    assertSettings(
        "rdma",
        "'rdma':{'mlx':{'hcaHandles':3,'hcaObjects':10}}",
        "rdma.max=mlx hca_handle=3 hca_object=10",
        "rdma.max=mlx hca_handle=3 hca_object=10");
    assertSettings("net_cls", "'network':{'classID':0}", "net_cls.classid=0", "");
    assertEquals(
        "net_prio.ifpriomap=lo 7",
        text(
            Version1.settings(
                "net_prio", resources("'network':{'priorities':[{'name':'lo','priority':7}]}"))));
  }
}
