package dev.limpet.oci.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cgroups that systemd has a hand in. */
class UnitCgroupsTest {
  private static final int GUEST = 4711;

  private final FakeKernel kernel = FakeKernel.asRoot();
  private final Cgroups cgroups = new Cgroups(kernel);

  private ContainerCgroup make() {
    return cgroups.make(cgroups.plan("/c1", "c1"));
  }

  @Test
  void processJoinsWhereSystemdHasNotPutIt() {
    kernel.cgroups(false, "/c/systemd", "name=systemd").cgroups(false, "/c/freezer", "freezer");
    kernel.inCgroup("/c/systemd/other", 0, GUEST).inCgroup("/c/freezer/other", 0, GUEST);
    ContainerCgroup made = make();
    kernel.file("/proc/4711/cgroup", 0444, "2:freezer:/\n1:name=systemd:/c1\n");
    cgroups.join(made, GUEST);
    assertEquals("4711\n", kernel.content("/c/freezer/c1/cgroup.procs"));
    assertEquals("", kernel.content("/c/systemd/c1/cgroup.procs"));
    assertFalse(made.isVersion2());
  }

  @Test
  void cgroupThatWasRemovedNeedsNoSignal() {
    for (boolean unified : new boolean[] {true, false}) {
      FakeKernel each = FakeKernel.asRoot();
      each.cgroups(unified, "/c", unified ? new String[0] : new String[] {"freezer"});
      Cgroups those = new Cgroups(each);
      ContainerCgroup made = those.make(those.plan("/c1", "c1"));
      each.unlinkat(Flags.AT_FDCWD, "/c/c1", Flags.AT_REMOVEDIR);
      those.signal(made, Flags.SIGKILL);
      those.signal(made, Flags.SIGTERM);
      those.remove(made);
      each.checkClean();
    }
  }

  @Test
  void plannedOneIsFreeAsLongAsNobodyIsInIt() {
    kernel.cgroups(true, "/c");
    ContainerCgroup planned = cgroups.plan("/c1", "c1");
    assertTrue(cgroups.areFree(planned) && !planned.isMade());
    kernel.inCgroup("/c/c1", 0, GUEST);
    assertFalse(cgroups.areFree(planned));
  }

  @Test
  void quotaIsWhatTheFilesSay() {
    kernel.cgroups(true, "/c", "cpu");
    ContainerCgroup made = make();
    kernel.file("/c/c1/cpu.max", 0644, "max 20000\n");
    assertEquals(new Quota(-1, 20_000), Quota.of(kernel, made));
    kernel.file("/c/c1/cpu.max", 0644, "5000 20000\n");
    assertEquals(new Quota(5_000, 20_000), Quota.of(kernel, made));
    assertEquals(Quota.NONE, Quota.of(kernel, ContainerCgroup.NONE));
    ContainerCgroup old =
        new ContainerCgroup(List.of(new CgroupPath(false, List.of("cpu"), "/o", "/o/c1", 1)));
    kernel.directory("/o/c1").file("/o/c1/cpu.cfs_quota_us", 0644, "-1\n");
    kernel.file("/o/c1/cpu.cfs_period_us", 0644, "30000\n");
    assertEquals(new Quota(-1, 30_000), Quota.of(kernel, old));
    kernel.file("/o/c1/cpu.cfs_quota_us", 0644, "7000\n");
    assertEquals(new Quota(7_000, 30_000), Quota.of(kernel, old));
  }

  @Test
  void placeOfAProcessIsBelowTheUnits() {
    kernel.cgroups(true, "/c");
    ContainerCgroup made = make();
    assertTrue(made.isVersion2() && made.isMade());
    kernel.file("/proc/4711/cgroup", 0444, "0::/c1/inner/most\n");
    assertEquals("/inner/most", cgroups.below(made, GUEST));
    kernel.file("/proc/4711/cgroup", 0444, "0::/c1\n");
    assertEquals("/", cgroups.below(made, GUEST));
    assertEquals("/", cgroups.below(ContainerCgroup.NONE, GUEST));
  }
}
