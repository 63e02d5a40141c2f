package dev.limpet.oci.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.runtimespec.ResourcesReader;
import dev.limpet.linux.Errno;
import dev.limpet.linux.FakeKernel;
import dev.limpet.linux.Flags;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A container's cgroups, on machines of all kinds. */
class CgroupsTest {
  private static final int GUEST = 4711;

  private final FakeKernel root = FakeKernel.asRoot();
  private final FakeKernel user = FakeKernel.asUser(1000, 1000);

  private FakeKernel version1() {
    root.cgroups(false, "/c/memory", "memory").cgroups(false, "/c/cpu", "cpu", "cpuacct");
    root.cgroups(false, "/c/cpuset", "cpuset").cgroups(false, "/c/freezer", "freezer");
    return root.cgroups(false, "/c/systemd", "name=systemd").inCgroup("/c/memory/own", 0);
  }

  private FakeKernel version2() {
    return root.cgroups(true, "/cg", "memory", "cpu", "pids");
  }

  private static ContainerCgroup make(FakeKernel kernel, @Nullable String path) {
    Cgroups cgroups = new Cgroups(kernel);
    return cgroups.make(cgroups.plan(path, "c1"));
  }

  private static Resources resources(String members) {
    return ResourcesReader.read("{" + members.replace('\'', '"') + "}");
  }

  private static String refused(Runnable call) {
    return String.valueOf(assertThrows(RefusedException.class, call::run).getMessage());
  }

  @Test
  void nameOfAFileOfCgroupsIsRefusedAndNothingIsLeft() {
    FakeKernel kernel = version1();
    Cgroups cgroups = new Cgroups(kernel);
    ContainerCgroup planned = cgroups.plan("/new/tasks", "c1");
    StepFailedException failed =
        assertThrows(StepFailedException.class, () -> cgroups.make(planned));
    assertTrue(
        String.valueOf(failed.getMessage()).startsWith("make the cgroup /c/memory/new/tasks: "),
        failed.getMessage());
    assertFalse(cgroups.isAnyThere(cgroups.plan("/new", "c1")));
    cgroups.remove(planned);
    kernel.checkClean();
  }

  @Test
  void cgroupsOverlapWhereOneIsTheOthersOrBelowIt() {
    Cgroups cgroups = new Cgroups(version2());
    ContainerCgroup one = cgroups.plan("/a/b", "c1");
    assertTrue(one.overlaps(cgroups.plan("/a/b", "c2")));
    assertTrue(one.overlaps(cgroups.plan("/a/b/c", "c2")));
    assertTrue(one.overlaps(cgroups.plan("/a", "c2")));
    assertFalse(one.overlaps(cgroups.plan("/a/bc", "c2")));
    assertFalse(one.overlaps(ContainerCgroup.NONE));
    assertFalse(cgroups.isAnyThere(one));
    cgroups.make(one);
    assertTrue(cgroups.isAnyThere(one));
    cgroups.remove(cgroups.make(one));
  }

  @Test
  void whoIsKilledWhileFrozenIsLetDie() {
    FakeKernel kernel = version1();
    Cgroups cgroups = new Cgroups(kernel);
    ContainerCgroup made = make(kernel, "/c1");
    cgroups.freeze(made);
    assertTrue(cgroups.isFrozen(made));
    cgroups.letDie(made);
    assertFalse(cgroups.isFrozen(made));
    cgroups.letDie(ContainerCgroup.NONE);
  }

  @Test
  void absolutePathIsBelowTheRootOfEachHierarchyAndRelativeOnesBelowTheCaller() {
    Cgroups cgroups = new Cgroups(version1());
    CgroupPath memory = cgroups.plan("/a//b/./c/", "c1").paths().get(0);
    assertEquals("/c/memory/a/b/c", memory.directory());
    assertEquals("/c/memory/own/a", cgroups.plan("a", "c1").paths().get(0).directory());
    assertEquals("/c/memory/own/c1", cgroups.plan(null, "c1").paths().get(0).directory());
    assertEquals("/c/cpu/c1", cgroups.plan(null, "c1").paths().get(1).directory());
    root.checkClean();
  }

  @Test
  void pathThatLeadsOutIsRefused() {
    Cgroups cgroups = new Cgroups(version1());
    assertEquals(
        "no container can be in the cgroup \"/a/../../b\": it has .. in it",
        refused(() -> cgroups.plan("/a/../../b", "c1")));
    assertEquals(
        "no container can be in the cgroup \"/\": it is the root, which holds the whole machine",
        refused(() -> cgroups.plan("/", "c1")));
    assertEquals(
        "no container can be in the cgroup \"..\": it has .. in it",
        refused(() -> cgroups.plan(null, "..")));
  }

  @Test
  void cgroupWithSomebodyInItIsRefused() {
    root.cgroups(false, "/c/memory", "memory").inCgroup("/c/memory/x", 0);
    root.inCgroup("/c/memory/x/y", 0, 77);
    Cgroups cgroups = new Cgroups(root);
    assertEquals(
        "the cgroup /c/memory/x holds processes already: a container has one for itself",
        refused(() -> cgroups.plan("/x", "c1")));
    root.checkClean();
  }

  @Test
  void cgroupOfAnotherUserIsLeftAlone() {
    user.cgroups(false, "/c/memory", "memory").cgroups(true, "/cg", "pids");
    user.inCgroup("/c/memory/own", 1000).inCgroup("/cg", 0);
    user.inCgroup("/c/memory/own/c1", 0, 77).inCgroup("/cg/c1", 0, 77);
    user.inCgroup("/c/memory/own", 1000).inCgroup("/cg", 0);
    Cgroups cgroups = new Cgroups(user);
    assertEquals(ContainerCgroup.NONE, cgroups.plan(null, "c1"));
    assertEquals("/c/memory/own/c2", cgroups.plan(null, "c2").paths().get(0).directory());
    ContainerCgroup planned =
        new ContainerCgroup(
            List.of(
                new CgroupPath(true, List.of(), "/cg", "/cg/c1", CgroupPath.PLANNED),
                new CgroupPath(
                    false,
                    List.of("memory"),
                    "/c/memory",
                    "/c/memory/own/c1",
                    CgroupPath.PLANNED)));
    assertEquals(ContainerCgroup.NONE, cgroups.make(planned));
    assertTrue(user.exists("/cg/c1") && user.exists("/c/memory/own/c1"));
    user.checkClean();
  }

  @Test
  void ownCgroupWithSomebodyInItIsRefusedToAUserToo() {
    user.cgroups(false, "/c/memory", "memory").inCgroup("/c/memory/own", 1000);
    user.inCgroup("/c/memory/own/c1", 1000, 77).inCgroup("/c/memory/own", 1000);
    assertEquals(
        "the cgroup /c/memory/own/c1 holds processes already: a container has one for itself",
        refused(() -> new Cgroups(user).plan(null, "c1")));
    user.checkClean();
  }

  @Test
  void cgroupsAreMadeJoinedAndRemovedWithAllThatWasMadeForThem() {
    version1();
    ContainerCgroup made = make(root, "/pod/c1");
    assertEquals(5, made.paths().size());
    assertEquals(2, made.paths().get(0).made());
    assertEquals("0-1\n", root.content("/c/cpuset/pod/c1/cpuset.cpus"));
    assertEquals("0\n", root.content("/c/cpuset/pod/cpuset.mems"));
    root.inCgroup("/c/memory/other", 0, GUEST);
    for (String tree : List.of("cpu", "cpuset", "freezer", "systemd")) {
      root.inCgroup("/c/" + tree + "/other", 0, GUEST);
    }
    Cgroups cgroups = new Cgroups(root);
    cgroups.join(made, GUEST);
    assertEquals("4711\n", root.content("/c/systemd/pod/c1/cgroup.procs"));
    assertEquals(List.of(GUEST), cgroups.pids(made));
    root.leavesCgroups(GUEST);
    cgroups.remove(made);
    assertFalse(root.exists("/c/memory/pod") || root.exists("/c/systemd/pod"));
    assertTrue(root.exists("/c/memory/own"));
    root.checkClean();
  }

  @Test
  void whatOthersUseByThenStays() {
    version1();
    ContainerCgroup made = make(root, "/pod/c1");
    root.mkdirat(Flags.AT_FDCWD, "/c/memory/pod/c2", 0755);
    Cgroups cgroups = new Cgroups(root);
    cgroups.remove(made);
    assertTrue(root.exists("/c/memory/pod/c2"));
    assertFalse(root.exists("/c/memory/pod/c1"));
    cgroups.remove(made);
    root.checkClean();
  }

  @Test
  void whoIsInAPlaceThatWasOnlyPlannedIsLeftAlone() {
    version2();
    Cgroups cgroups = new Cgroups(root);
    ContainerCgroup planned = cgroups.plan("/c1", "c1");
    root.inCgroup("/cg/c1", 0, GUEST).inCgroup("/cg/x", 0);
    assertEquals(List.of(), cgroups.pids(planned));
    cgroups.signal(planned, Flags.SIGKILL);
    cgroups.remove(planned);
    assertEquals("4711\n", root.content("/cg/c1/cgroup.procs"));
    root.checkClean();
  }

  @Test
  void cgroupsOfTheGuestGoToo() {
    version2();
    ContainerCgroup made = make(root, "/c1");
    root.mkdirat(Flags.AT_FDCWD, "/cg/c1/a", 0755);
    root.mkdirat(Flags.AT_FDCWD, "/cg/c1/a/b", 0755);
    root.inCgroup("/cg/c1/a/b", 0, GUEST).inCgroup("/cg/x", 0);
    Cgroups cgroups = new Cgroups(root);
    assertEquals(List.of(GUEST), cgroups.pids(made));
    cgroups.signal(made, Flags.SIGKILL);
    assertEquals(List.of(), cgroups.pids(made));
    cgroups.remove(made);
    assertFalse(root.exists("/cg/c1"));
    root.checkClean();
  }

  @Test
  void controllersAreHandedDownToTheContainer() {
    version2();
    make(root, "/pod/c1");
    assertEquals("memory cpu pids\n", root.content("/cg/cgroup.subtree_control"));
    assertEquals("memory cpu pids\n", root.content("/cg/pod/cgroup.subtree_control"));
    assertEquals("memory cpu pids\n", root.content("/cg/pod/c1/cgroup.controllers"));
    assertEquals("", root.content("/cg/pod/c1/cgroup.subtree_control"));
  }

  @Test
  void processOfVersion1GoesInByItself() {
    version1();
    ContainerCgroup made = make(root, "/pod/c1");
    for (String tree : List.of("memory", "cpu", "cpuset", "freezer", "systemd")) {
      root.inCgroup("/c/" + tree + "/own", 0);
    }
    Entrance entrance = new Cgroups(root).entrance(made, 0);
    assertEquals(0, root.nextCloneIsChild().clone(Flags.SIGCHLD));
    entrance.enter();
    entrance.close();
    int pid = root.getpid();
    assertEquals(pid + "\n", root.content("/c/memory/pod/c1/cgroup.procs"));
    assertEquals(pid + "\n", root.content("/c/systemd/pod/c1/cgroup.procs"));
    root.checkClean();
  }

  @Test
  void processOfVersion2BeginsInThere() {
    version2();
    ContainerCgroup made = make(root, "/c1");
    Entrance entrance = new Cgroups(root).entrance(made, 0);
    root.nextCloneIsParent();
    int pid = entrance.clone(Flags.SIGCHLD);
    assertEquals(pid + "\n", root.content("/cg/c1/cgroup.procs"));
    // A kernel that cannot: the process goes in by itself.
    root.failNext("clone3", Errno.ENOSYS);
    root.nextCloneIsChild();
    assertEquals(0, entrance.clone(Flags.SIGCHLD));
    entrance.enter();
    entrance.close();
    assertEquals(pid + "\n" + root.getpid() + "\n", root.content("/cg/c1/cgroup.procs"));
    root.checkClean();
  }

  @Test
  void laterProcessIsWhereTheFirstIsInADividedCgroup() {
    version2();
    ContainerCgroup made = make(root, "/c1");
    root.inCgroup("/cg/c1/init", 0, 9).delegated("/cg/c1", 0).inCgroup("/cg/x", 0, GUEST);
    root.file("/proc/9/cgroup", 0444, "0::/c1/init\n");
    Cgroups cgroups = new Cgroups(root);
    Entrance entrance = cgroups.entrance(made, 9);
    root.failNext("clone3", Errno.EBUSY);
    root.nextCloneIsParent();
    int first = entrance.clone(Flags.SIGCHLD);
    assertEquals("9\n" + first + "\n", root.content("/cg/c1/init/cgroup.procs"));
    // On an old kernel, likewise.
    root.failNext("clone3", Errno.ENOSYS).failNext("clone3", Errno.ENOSYS);
    root.nextCloneIsChild();
    assertEquals(0, entrance.clone(Flags.SIGCHLD));
    root.failNext("write", Errno.EBUSY);
    entrance.enter();
    entrance.close();
    String all = "9\n" + first + "\n" + root.getpid() + "\n";
    assertEquals(all, root.content("/cg/c1/init/cgroup.procs"));
    Entrance alone = cgroups.entrance(made, 0);
    root.failNext("clone3", Errno.ENOSYS);
    root.nextCloneIsChild();
    assertEquals(0, alone.clone(Flags.SIGCHLD));
    root.failNext("write", Errno.EBUSY);
    assertThrows(StepFailedException.class, alone::enter);
    alone.close();
    root.checkClean();
  }

  @Test
  void userWithoutDelegationHasNoCgroupAndNeedsNone() {
    user.cgroups(false, "/c/memory", "memory").cgroups(true, "/cg", "pids");
    ContainerCgroup made = make(user, null);
    assertEquals(ContainerCgroup.NONE, made);
    Cgroups cgroups = new Cgroups(user);
    cgroups.configure(made, null);
    cgroups.configure(made, Resources.NONE);
    cgroups.join(made, GUEST);
    cgroups.entrance(made, 0).close();
    assertEquals(
        "linux.resources.memory needs the controller memory, and no cgroup with it may be made"
            + " here: run it as root, or in a cgroup that is delegated to you, or leave the limit"
            + " out",
        refused(() -> cgroups.configure(made, resources("'memory':{'limit':4096}"))));
    cgroups.remove(made);
    user.checkClean();
  }

  @Test
  void limitsAreSetWhereTheirControllerIs() {
    version1().cgroups(true, "/cg", "pids");
    ContainerCgroup made = make(root, "/c1");
    new Cgroups(root)
        .configure(
            made,
            resources(
                "'memory':{'limit':8192,'swap':16384,'reservation':4096},'pids':{'limit':-1},"
                    + "'cpu':{'quota':50000,'period':100000,'shares':512,'cpus':'1'}"));
    assertEquals("8192\n", root.content("/c/memory/c1/memory.limit_in_bytes"));
    assertEquals("16384\n", root.content("/c/memory/c1/memory.memsw.limit_in_bytes"));
    assertEquals("4096\n", root.content("/c/memory/c1/memory.soft_limit_in_bytes"));
    assertEquals("50000\n", root.content("/c/cpu/c1/cpu.cfs_quota_us"));
    assertEquals("512\n", root.content("/c/cpu/c1/cpu.shares"));
    assertEquals("1\n", root.content("/c/cpuset/c1/cpuset.cpus"));
    assertEquals("max\n", root.content("/cg/c1/pids.max"));
  }

  @Test
  void limitsMayBeRaisedAndLoweredInAnyOrder() {
    version1();
    Cgroups cgroups = new Cgroups(root);
    ContainerCgroup made = make(root, "/c1");
    for (int limit : new int[] {4096, 1 << 20, 8192}) {
      cgroups.update(made, resources("'memory':{'limit':" + limit + ",'swap':" + limit + "}"));
      assertEquals(limit + "\n", root.content("/c/memory/c1/memory.limit_in_bytes"));
      assertEquals(limit + "\n", root.content("/c/memory/c1/memory.memsw.limit_in_bytes"));
    }
  }

  @Test
  void limitThatTheKernelRefusesIsNamed() {
    version1();
    ContainerCgroup made = make(root, "/c1");
    Resources low = resources("'memory':{'limit':8192,'swap':4096}");
    StepFailedException e =
        assertThrows(StepFailedException.class, () -> new Cgroups(root).configure(made, low));
    assertEquals(
        "set /c/memory/c1/memory.memsw.limit_in_bytes to 4096: EINVAL from write: the kernel takes"
            + " no such value in this cgroup",
        e.getMessage());
  }

  @Test
  void controllerThatIsNotHandedDownIsNamed() {
    root.cgroups(true, "/cg", "memory").inCgroup("/cg/service", 0);
    ContainerCgroup made = make(root, null);
    assertEquals(
        "linux.resources.memory needs the controller memory, which the cgroup /cg/service/c1 does"
            + " not have: echo +memory >/cg/service/cgroup.subtree_control says why",
        refused(() -> new Cgroups(root).configure(made, resources("'memory':{'limit':1}"))));
  }

  @Test
  void filesOfVersion2AreWrittenLineByLine() {
    root.cgroups(true, "/cg", "io", "memory");
    ContainerCgroup made = make(root, "/c1");
    Cgroups cgroups = new Cgroups(root);
    cgroups.configure(made, resources("'unified':{'io.max':'8:0 rbps=1\\n8:16 wbps=2\\n'}"));
    assertEquals("8:16 wbps=2\n", root.content("/cg/c1/io.max"));
    assertTrue(
        refused(() -> cgroups.configure(made, resources("'unified':{'pids.max':'1'}")))
            .startsWith("linux.resources.unified has pids.max, which the cgroup /cg/c1 does not"));
    ContainerCgroup first = make(version1(), "/c2");
    ContainerCgroup only = new ContainerCgroup(first.paths().subList(1, 3));
    assertEquals(
        "linux.resources.unified has io.max, and there is no cgroup of version 2: leave it out",
        refused(() -> cgroups.configure(only, resources("'unified':{'io.max':'x'}"))));
  }

  @Test
  void limitBelowWhatIsUsedIsRefusedWhereThatIsWanted() {
    version2();
    ContainerCgroup made = make(root, "/c1");
    assertEquals(
        "linux.resources.memory.limit is 4095, and 4096 bytes are in use",
        refused(
            () ->
                new Cgroups(root)
                    .update(made, resources("'memory':{'limit':4095,'checkBeforeUpdate':true}"))));
  }

  @Test
  void containerIsFrozenAndGoesOn() {
    for (FakeKernel kernel : List.of(version1(), FakeKernel.asRoot().cgroups(true, "/cg"))) {
      ContainerCgroup made = make(kernel, "/c1");
      Cgroups cgroups = new Cgroups(kernel);
      assertFalse(cgroups.isFrozen(made));
      cgroups.freeze(made);
      assertTrue(cgroups.isFrozen(made));
      cgroups.thaw(made);
      assertFalse(cgroups.isFrozen(made));
    }
    assertEquals(
        "the container has no cgroup, and cannot be paused without",
        refused(() -> new Cgroups(user).freeze(ContainerCgroup.NONE)));
  }

  @Test
  void allOfVersion1AreSignalledWhileTheyAreFrozen() {
    version1();
    ContainerCgroup made = make(root, "/c1");
    root.inCgroup("/c/memory/c1", 0, GUEST).inCgroup("/c/memory/own", 0);
    new Cgroups(root).signal(made, Flags.SIGTERM);
    List<String> transcript = root.transcript();
    assertTrue(transcript.toString().contains("kill(4711, SIGTERM)"));
    assertEquals("THAWED\n", root.content("/c/freezer/c1/freezer.state"));
    root.checkClean();
  }

  @Test
  void cgroupThatCannotBeMadeLeavesNothing() {
    version1();
    root.failNext("mkdirat", "/c/cpuset/c1", Errno.ENOSPC);
    StepFailedException e = assertThrows(StepFailedException.class, () -> make(root, "/c1"));
    assertEquals(
        "make the cgroup /c/cpuset/c1: ENOSPC from mkdirat: there are too many cgroups",
        e.getMessage());
    assertFalse(root.exists("/c/memory/c1") || root.exists("/c/cpu/c1"));
    root.checkClean();
  }

  @Test
  void stateIsReadBackAsItWas() {
    version1().cgroups(true, "/cg", "pids");
    ContainerCgroup made = make(root, "/pod/c1");
    JsonWriter out = new JsonWriter().beginObject();
    made.write(out);
    String text = out.endObject().toString();
    assertEquals(made, ContainerCgroup.read(JsonFields.of(JsonReader.read(text))));
    String outside = text.replace("\"/pod/c1\"", "\"/pod/../../etc\"");
    assertThrows(
        JsonException.class, () -> ContainerCgroup.read(JsonFields.of(JsonReader.read(outside))));
    assertEquals(ContainerCgroup.NONE, ContainerCgroup.read(JsonFields.of(JsonReader.read("{}"))));
  }
}
