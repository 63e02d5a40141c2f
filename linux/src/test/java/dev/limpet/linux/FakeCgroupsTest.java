package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The fake's cgroups keep the rules of the kernel's documents cgroup-v1 and cgroup-v2. */
class FakeCgroupsTest {
  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private void write(String path, String text) {
    write(kernel, path, text);
  }

  private static void write(FakeKernel kernel, String path, String text) {
    Fd fd = Fd.open(kernel, path, Flags.O_WRONLY);
    try {
      fd.write(OsString.encode(text));
    } finally {
      fd.close();
    }
  }

  private int errno(Runnable call) {
    return assertThrows(ErrnoException.class, call::run).errno();
  }

  @Test
  void directoryComesWithItsFilesAndGoesWithThem() {
    kernel.cgroups(false, "/sys/fs/cgroup/memory", "memory");
    kernel.inCgroup("/sys/fs/cgroup/memory/mine", 1000);
    kernel.mkdirat(Flags.AT_FDCWD, "/sys/fs/cgroup/memory/mine/box", 0755);
    assertTrue(kernel.exists("/sys/fs/cgroup/memory/mine/box/memory.limit_in_bytes"));
    kernel.unlinkat(Flags.AT_FDCWD, "/sys/fs/cgroup/memory/mine/box", Flags.AT_REMOVEDIR);
    assertFalse(kernel.exists("/sys/fs/cgroup/memory/mine/box"));
    assertEquals("7:memory:/mine\n", kernel.content("/proc/self/cgroup"));
    kernel.checkClean();
  }

  @Test
  void cgroupOfSomebodyElseTakesNothing() {
    kernel.cgroups(false, "/sys/fs/cgroup/pids", "pids");
    assertEquals(
        Errno.EACCES, errno(() -> kernel.mkdirat(Flags.AT_FDCWD, "/sys/fs/cgroup/pids/box", 0755)));
    assertEquals(Errno.EACCES, errno(() -> write("/sys/fs/cgroup/pids/cgroup.procs", "0")));
  }

  @Test
  void cgroupThatSomebodyIsInStays() {
    kernel.cgroups(true, "/cg", "memory").inCgroup("/cg/mine", 1000, 77);
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/box", 0755);
    write("/cg/mine/box/cgroup.procs", "77");
    assertEquals("1000\n", kernel.content("/cg/mine/cgroup.procs"));
    String box = "/cg/mine/box";
    assertEquals(
        Errno.EBUSY, errno(() -> kernel.unlinkat(Flags.AT_FDCWD, box, Flags.AT_REMOVEDIR)));
    kernel.leavesCgroups(77);
    kernel.unlinkat(Flags.AT_FDCWD, box, Flags.AT_REMOVEDIR);
    kernel.checkClean();
  }

  @Test
  void cgroupWithProcessesHandsNothingDown() {
    kernel.cgroups(true, "/cg", "memory", "pids").delegated("/cg", 0, "memory", "pids");
    kernel.inCgroup("/cg/mine", 1000);
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/box", 0755);
    assertFalse(kernel.exists("/cg/mine/box/memory.max"));
    String control = "/cg/mine/cgroup.subtree_control";
    assertEquals(Errno.EBUSY, errno(() -> write(control, "+memory")));
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/leaf", 0755);
    write("/cg/mine/leaf/cgroup.procs", "0");
    assertEquals(Errno.ENOENT, errno(() -> write(control, "+cpu")));
    write(control, "+memory +pids");
    assertEquals(Errno.EBUSY, errno(() -> write("/cg/mine/cgroup.procs", "0")));
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/box2", 0755);
    assertTrue(kernel.exists("/cg/mine/box2/memory.max"));
    kernel.checkClean();
  }

  @Test
  void childIsWhereItsParentIs() {
    kernel.cgroups(true, "/cg", "memory").inCgroup("/cg/mine", 1000);
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/leaf", 0755);
    kernel.nextCloneIsParent().clone(Flags.SIGCHLD);
    assertEquals("1000\n1001\n", kernel.content("/cg/mine/cgroup.procs"));
    write("/cg/mine/leaf/cgroup.procs", "1001");
    assertEquals("1000\n", kernel.content("/cg/mine/cgroup.procs"));
    kernel.kill(1001, Flags.SIGKILL);
    assertEquals("", kernel.content("/cg/mine/leaf/cgroup.procs"));
    assertEquals(Errno.ESRCH, errno(() -> write("/cg/mine/leaf/cgroup.procs", "1001")));
    assertEquals(Errno.ESRCH, errno(() -> write("/cg/mine/leaf/cgroup.procs", "77")));
    kernel.checkClean();
  }

  @Test
  void childBeginsInACgroupOfVersion2() {
    kernel.cgroups(true, "/cg", "memory").delegated("/cg", 0, "memory");
    kernel.inCgroup("/cg/mine", 1000).cgroups(false, "/p", "pids");
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/leaf", 0755);
    kernel.mkdirat(Flags.AT_FDCWD, "/cg/mine/divided", 0755);
    int leaf = kernel.openat(Flags.AT_FDCWD, "/cg/mine/leaf", Flags.O_PATH, 0);
    int divided = kernel.openat(Flags.AT_FDCWD, "/cg/mine/divided", Flags.O_PATH, 0);
    int version1 = kernel.openat(Flags.AT_FDCWD, "/p", Flags.O_PATH, 0);
    int above = kernel.openat(Flags.AT_FDCWD, "/cg", Flags.O_PATH, 0);
    assertEquals(1001, kernel.nextCloneIsParent().clone(Flags.SIGCHLD, leaf));
    assertEquals("1001\n", kernel.content("/cg/mine/leaf/cgroup.procs"));
    assertEquals(Errno.EBADF, errno(() -> kernel.clone(Flags.SIGCHLD, version1)));
    assertEquals(Errno.EACCES, errno(() -> kernel.clone(Flags.SIGCHLD, above)));
    write("/cg/mine/leaf/cgroup.procs", "0");
    write("/cg/mine/cgroup.subtree_control", "+memory");
    write("/cg/mine/divided/cgroup.subtree_control", "+memory");
    assertEquals(Errno.EBUSY, errno(() -> kernel.clone(Flags.SIGCHLD, divided)));
    assertEquals(0, kernel.nextCloneIsChild().clone(Flags.SIGCHLD, leaf));
    for (int fd : new int[] {leaf, divided, version1, above}) {
      kernel.close(fd);
    }
    kernel.checkClean();
  }

  @Test
  void processIsMovedOnlyBelowWhatIsTheWritersAsWell() {
    kernel.cgroups(true, "/cg", "memory").delegated("/cg/service", 1000);
    kernel.inCgroup("/cg/session", 0, 77);
    String box = "/cg/service/box";
    kernel.mkdirat(Flags.AT_FDCWD, box, 0755);
    assertEquals(Errno.EACCES, errno(() -> write(box + "/cgroup.procs", "0")));
    kernel.inCgroup("/cg/service/scope", 1000);
    write(box + "/cgroup.procs", "0");
    assertEquals("1000\n", kernel.content(box + "/cgroup.procs"));
    kernel.checkClean();
  }

  @Test
  void memoryAndSwapAreNeverLessThanMemory() {
    kernel.cgroups(false, "/m", "memory").inCgroup("/m/mine", 1000);
    write("/m/mine/memory.limit_in_bytes", "4096");
    assertEquals(Errno.EINVAL, errno(() -> write("/m/mine/memory.memsw.limit_in_bytes", "1")));
  }

  @Test
  void cgroupBelowHasWhatIsHandedDownAtOnce() {
    FakeKernel root = FakeKernel.asRoot().cgroups(true, "/cg", "memory", "pids");
    root.mkdirat(Flags.AT_FDCWD, "/cg/a", 0755);
    assertFalse(root.exists("/cg/a/memory.max"));
    write(root, "/cg/cgroup.subtree_control", "+memory +pids");
    assertTrue(root.exists("/cg/a/memory.max") && root.exists("/cg/a/pids.max"));
    write(root, "/cg/cgroup.subtree_control", "-memory");
    assertFalse(root.exists("/cg/a/memory.max"));
    assertEquals("pids\n", root.content("/cg/a/cgroup.controllers"));
  }

  @Test
  void killFreezeAndProcessorsAreAsTheKernelHasThem() {
    FakeKernel root = FakeKernel.asRoot().cgroups(true, "/cg").cgroups(false, "/c", "cpuset");
    root.inCgroup("/cg/a", 0).inCgroup("/cg/a/b", 0, 7).inCgroup("/cg/x", 0);
    write(root, "/cg/a/cgroup.freeze", "1");
    assertEquals("populated 1\nfrozen 1\n", root.content("/cg/a/cgroup.events"));
    write(root, "/cg/a/cgroup.kill", "1");
    assertEquals("", root.content("/cg/a/b/cgroup.procs"));
    root.mkdirat(Flags.AT_FDCWD, "/c/a", 0755);
    assertEquals(Errno.ENOSPC, errno(() -> write(root, "/c/a/cgroup.procs", "0")));
    write(root, "/c/a/cpuset.cpus", "0");
    write(root, "/c/a/cgroup.procs", "0");
  }
}
