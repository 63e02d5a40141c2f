package dev.limpet.sandbox.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.linux.FakeKernel;
import dev.limpet.sandbox.cgroup.Arrangement.Reason;
import dev.limpet.sandbox.cgroup.Arrangement.Shortfall;
import dev.limpet.sandbox.cgroup.Group.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where limits are held, on machines of all kinds. */
class ArrangerTest {
  private static final Resources ALL =
      new Resources(
          new Resources.Memory(1 << 20, 1 << 20),
          new Resources.Cpu(50_000, 100_000),
          new Resources.Pids(9));
  private static final Resources MEMORY =
      new Resources(new Resources.Memory(4096, 4096), null, null);

  private final FakeKernel user = FakeKernel.asUser(1000, 1000);
  private final FakeKernel root = FakeKernel.asRoot();

  private static Arrangement arrange(FakeKernel kernel, Resources resources) {
    return arrange(kernel, resources, false);
  }

  private static Arrangement arrange(FakeKernel kernel, Resources resources, boolean account) {
    String cgroup = kernel.content("/proc/self/cgroup");
    if (cgroup == null) {
      kernel.file("/proc/self/cgroup", 0444, "").file("/proc/self/mountinfo", 0444, "");
    }
    Arrangement arrangement = new Arranger(kernel).arrange(resources, "box", account, true);
    kernel.checkClean();
    return arrangement;
  }

  private static List<String> directories(Arrangement arrangement) {
    List<String> directories = new ArrayList<>();
    for (Group group : arrangement.groups()) {
      directories.add(group.directory());
    }
    return directories;
  }

  @Test
  void rootHasVersion1EachControllerWhereItIs() {
    root.cgroups(false, "/c/memory", "memory").cgroups(false, "/c/cpu", "cpu", "cpuacct");
    root.cgroups(false, "/c/pids", "pids").cgroups(true, "/c/unified");
    root.inCgroup("/c/memory/service", 0);
    Arrangement arrangement = arrange(root, ALL);
    assertEquals(
        List.of(
            new Group(
                false,
                "/c/memory/service/box",
                List.of("memory"),
                List.of(
                    new Setting("memory.limit_in_bytes", "1048576", false),
                    new Setting("memory.memsw.limit_in_bytes", "1048576", true))),
            new Group(
                false,
                "/c/cpu/box",
                List.of("cpu"),
                List.of(
                    new Setting("cpu.cfs_period_us", "100000", false),
                    new Setting("cpu.cfs_quota_us", "50000", false))),
            new Group(
                false,
                "/c/pids/box",
                List.of("pids"),
                List.of(new Setting("pids.max", "9", false)))),
        arrangement.groups());
    assertEquals(List.of(), arrangement.rlimits());
    assertEquals(Reason.NONE, arrangement.reason());
  }

  @Test
  void accountIsKeptWhereItIsWanted() {
    root.cgroups(false, "/c/memory", "memory").cgroups(false, "/c/cpuacct", "cpuacct");
    root.cgroups(false, "/c/pids", "pids");
    Resources pids = new Resources(null, null, new Resources.Pids(9));
    assertEquals(List.of("/c/pids/box"), directories(arrange(root, pids)));
    Arrangement all = arrange(root, pids, true);
    assertEquals(List.of("/c/pids/box", "/c/cpuacct/box", "/c/memory/box"), directories(all));
    assertEquals(List.of(), all.groups().get(2).settings());
  }

  @Test
  void userOfVersion1HasWhatRlimitsCanDo() {
    user.cgroups(false, "/c/memory", "memory").cgroups(false, "/c/cpu", "cpu");
    user.cgroups(false, "/c/pids", "pids");
    Arrangement arrangement = arrange(user, ALL);
    assertEquals(List.of(), arrangement.groups());
    assertEquals(
        List.of(new Rlimit("RLIMIT_DATA", 1 << 20, 1 << 20), new Rlimit("RLIMIT_NPROC", 10, 10)),
        arrangement.rlimits());
    assertEquals(
        List.of(Shortfall.MEMORY_OF_EACH_PROCESS, Shortfall.CPU), arrangement.shortfalls());
    assertEquals(Reason.NOT_ROOT, arrangement.reason());
  }

  @Test
  void rootWithoutCgroupsIsNotHeldInNumber() {
    Arrangement arrangement = arrange(root, ALL);
    assertEquals(
        List.of(Shortfall.MEMORY_OF_EACH_PROCESS, Shortfall.CPU, Shortfall.PIDS),
        arrangement.shortfalls());
    assertEquals(Reason.NOT_MOUNTED, arrangement.reason());
  }

  @Test
  void boxOfSeveralUsersIsNotHeldInNumberByRlimits() {
    user.file("/proc/self/cgroup", 0444, "").file("/proc/self/mountinfo", 0444, "");
    Resources pids = new Resources(null, null, new Resources.Pids(9));
    assertEquals(
        List.of(Shortfall.PIDS),
        new Arranger(user).arrange(pids, "box", false, false).shortfalls());
  }

  @Test
  void launcherAloneInADelegatedScopeStepsAside() {
    user.cgroups(true, "/cg", "cpu", "memory", "pids").delegated("/cg", 0, "cpu", "memory", "pids");
    user.inCgroup("/cg/run-1.scope", 1000);
    Arrangement arrangement = arrange(user, ALL);
    assertEquals(
        List.of(
            new Group(
                true,
                "/cg/run-1.scope/box",
                List.of("memory", "cpu", "pids"),
                List.of(
                    new Setting("memory.max", "1048576", false),
                    new Setting("memory.swap.max", "0", true),
                    new Setting("cpu.max", "50000 100000", false),
                    new Setting("pids.max", "9", false)))),
        arrangement.groups());
    assertEquals(
        new Arrangement.Aside(
            "/cg/run-1.scope",
            "/cg/run-1.scope/box-launcher",
            List.of("memory", "cpu", "pids"),
            1000),
        arrangement.aside());
    assertEquals(List.of(), arrangement.shortfalls());
  }

  @Test
  void launcherWithCompanyHasABoxBesideItsOwnCgroup() {
    user.cgroups(true, "/cg", "memory", "pids").delegated("/cg", 0, "memory", "pids");
    user.delegated("/cg/app.slice", 1000, "memory", "pids");
    user.inCgroup("/cg/app.slice/term.scope", 1000, 77);
    Arrangement arrangement = arrange(user, MEMORY);
    assertEquals(List.of("/cg/app.slice/box"), directories(arrangement));
    assertNull(arrangement.aside());
  }

  @Test
  void boxDoesNotEscapeTheLimitsOfItsCaller() {
    user.cgroups(true, "/cg", "memory").delegated("/cg", 0, "memory");
    user.delegated("/cg/app.slice", 1000, "memory");
    user.inCgroup("/cg/app.slice/term.scope", 1000, 77);
    user.file("/cg/app.slice/term.scope/memory.max", 0644, "1000000\n");
    Arrangement arrangement = arrange(user, MEMORY);
    assertEquals(List.of(), arrangement.groups());
    assertEquals(Reason.NOT_ALONE, arrangement.reason());
  }

  @Test
  void boxDoesNotEscapeWhatHoldsItsCallerToSomeProcessors() {
    user.cgroups(true, "/cg", "memory").delegated("/cg", 0, "memory");
    user.delegated("/cg/app.slice", 1000, "memory");
    user.inCgroup("/cg/app.slice/term.scope", 1000, 77);
    user.file("/cg/app.slice/term.scope/cpuset.cpus", 0644, "\n");
    user.file("/cg/app.slice/term.scope/memory.swap.max", 0644, "max\n");
    assertEquals(List.of("/cg/app.slice/box"), directories(arrange(user, MEMORY)));
    user.file("/cg/app.slice/term.scope/cpuset.cpus", 0644, "0-1\n");
    assertEquals(List.of(), arrange(user, MEMORY).groups());
  }

  @Test
  void cgroupThatIsSharedIsNotDivided() {
    user.cgroups(true, "/cg", "memory").delegated("/cg", 0, "memory");
    user.inCgroup("/cg/service", 1000, 77);
    Arrangement arrangement = arrange(user, MEMORY);
    assertEquals(List.of(), arrangement.groups());
    assertEquals(Reason.NOT_ALONE, arrangement.reason());
  }

  @Test
  void rootOfAMachineThatHandsNothingDownSharesTheTopmost() {
    root.cgroups(true, "/cg", "memory");
    root.inCgroup("/cg", 0, 1);
    assertEquals(Reason.NOT_ALONE, arrange(root, MEMORY).reason());
  }

  @Test
  void userOfASessionHasNoCgroup() {
    user.cgroups(true, "/cg", "cpu", "memory", "pids").delegated("/cg", 0, "memory", "pids");
    user.inCgroup("/cg/session.scope", 0, 77);
    Arrangement arrangement = arrange(user, ALL);
    assertEquals(List.of(), arrangement.groups());
    assertEquals(Reason.NOT_DELEGATED, arrangement.reason());
  }

  @Test
  void whatIsDelegatedIsHeldAndTheRestSaid() {
    root.cgroups(true, "/cg", "cpu", "memory", "pids").delegated("/cg", 0, "memory", "pids");
    root.inCgroup("/cg/session.scope", 0, 77);
    Arrangement arrangement = arrange(root, ALL);
    assertEquals(List.of("/cg/box"), directories(arrangement));
    assertEquals(List.of(Shortfall.CPU), arrangement.shortfalls());
    assertEquals(Reason.NOT_DELEGATED, arrangement.reason());
  }

  @Test
  void emptyVersion2BesideVersion1IsNoReason() {
    user.cgroups(false, "/c/memory", "memory").cgroups(true, "/c/unified");
    assertEquals(Reason.NOT_ROOT, arrange(user, MEMORY).reason());
  }

  @Test
  void cgroupOutOfSightIsNone() {
    root.file("/proc/self/cgroup", 0444, "3:memory:/../other\n0::/\n");
    root.file(
        "/proc/self/mountinfo",
        0444,
        """
        31 23 0:27 / /c/memory rw - cgroup cgroup rw,memory
        32 23 0:28 /part /c/unified rw - cgroup2 cgroup2 rw
        """);
    Arrangement arrangement = new Arranger(root).arrange(MEMORY, "box", false, true);
    assertNotNull(arrangement);
    assertEquals(List.of(), arrangement.groups());
  }
}
