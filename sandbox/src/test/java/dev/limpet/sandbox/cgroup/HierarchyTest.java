package dev.limpet.sandbox.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.proc.CgroupMembership;
import dev.limpet.formats.proc.MountInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HierarchyTest {
  private static final String MEMBERSHIPS =
      """
      8:pids:/
      4:memory:/process_api/91b8
      1:cpu:/
      0::/
      """;

  /** Of a host on which somebody has begun to nest: an empty /sys/fs/cgroup over the host's. */
  private static final String NESTED =
      """
      45 44 254:0 / / rw,relatime - ext4 /dev/vda rw,discard,resv_strict
      47 45 0:21 / /proc rw,relatime - proc proc rw
      48 45 0:22 / /sys rw,relatime - sysfs sysfs rw
      49 48 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
      50 49 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
      53 49 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
      57 49 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
      59 49 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
      60 48 0:13 / /sys/kernel/tracing rw,relatime - tracefs none rw
      61 45 0:6 / /dev rw,relatime - devtmpfs devtmpfs rw,size=12334492k,mode=755
      67 49 0:39 / /sys/fs/cgroup rw,relatime - tmpfs t rw
      68 67 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup c rw,pids
      """;

  private static List<Hierarchy> all(String mounts) {
    return Hierarchy.all(
        CgroupMembership.parse(MEMBERSHIPS),
        MountInfo.parse(mounts.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void treesBeneathAnotherMountAreNotTaken() {
    Hierarchy pids =
        new Hierarchy(false, List.of("pids"), "/sys/fs/cgroup/pids", "/sys/fs/cgroup/pids");
    assertEquals(List.of(pids), all(NESTED));
  }

  @Test
  void inACgroupNamespaceTheHostsMountsShowWhatIsAbove() {
    List<CgroupMembership> memberships = CgroupMembership.parse("0::/\n");
    List<MountInfo> mounts =
        MountInfo.parse(
            """
            45 44 254:0 / / rw - ext4 /dev/vda rw
            48 45 0:22 / /sys rw - sysfs sysfs rw
            49 48 0:28 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw
            """
                .getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(List.of(), Hierarchy.all(memberships, mounts));
    assertEquals(
        List.of(new Hierarchy(true, List.of(), "/sys/fs/cgroup", "/sys/fs/cgroup")),
        Hierarchy.mounted(memberships, mounts));
  }

  @Test
  void treeThatIsMountedTwiceIsTakenWhereItCanBeSeen() {
    List<Hierarchy> all =
        all(NESTED + "70 45 0:32 / /elsewhere rw,relatime - cgroup c rw,memory\n");
    assertEquals(2, all.size());
    assertEquals("/elsewhere/process_api/91b8", all.get(1).own());
  }
}
