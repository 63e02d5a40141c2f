package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes the fake strict, beyond the contracts. */
class FakeKernelTest {
  private static final int CWD = Flags.AT_FDCWD;

  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  @Test
  void leakedDescriptorFailsTheTest() {
    kernel.openat(CWD, "/etc/passwd", 0, 0);
    AssertionError e = assertThrows(AssertionError.class, kernel::checkNoOpenFds);
    assertEquals("descriptors left open: [3]", e.getMessage());
  }

  @Test
  void closingTwiceFailsTheTest() {
    int fd = kernel.openat(CWD, "/etc/passwd", 0, 0);
    kernel.close(fd);
    assertThrows(AssertionError.class, () -> kernel.close(fd));
  }

  @Test
  void waitingForWhatNeverComesFailsTheTest() {
    int[] pipe = new int[2];
    kernel.pipe2(pipe, 0);
    assertThrows(AssertionError.class, () -> kernel.read(pipe[0], new byte[1], 0, 1));
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, Signals.set(Flags.SIGTERM));
    assertThrows(
        AssertionError.class, () -> kernel.rt_sigtimedwait(Signals.set(Flags.SIGTERM), -1));
    kernel.nextCloneIsParent();
    int pid = kernel.clone(Flags.SIGCHLD);
    assertThrows(AssertionError.class, () -> kernel.wait4(pid, new int[1], 0));
  }

  @Test
  void waitingForASignalThatIsNotBlockedFailsTheTest() {
    kernel.raise(Flags.SIGTERM);
    assertThrows(
        AssertionError.class, () -> kernel.rt_sigtimedwait(Signals.set(Flags.SIGTERM), -1));
  }

  @Test
  void signalThatArrivedIsGivenOutOnce() {
    kernel.raise(Flags.SIGTERM);
    kernel.raise(Flags.SIGTERM);
    long set = Signals.set(Flags.SIGTERM);
    kernel.rt_sigprocmask(Flags.SIG_BLOCK, set);
    assertEquals(Flags.SIGTERM, kernel.rt_sigtimedwait(set, 0));
    assertEquals(0, kernel.rt_sigtimedwait(set, 0));
  }

  @Test
  void cloneWithoutAScriptFailsTheTest() {
    assertThrows(AssertionError.class, () -> kernel.clone(Flags.SIGCHLD));
  }

  @Test
  void nothingFollowsExecutionOrExit() {
    ProgramStarted program =
        assertThrows(
            ProgramStarted.class,
            () -> kernel.execve("/bin/true", new String[] {"true"}, new String[] {"A=b"}));
    assertEquals("/bin/true", program.path());
    assertEquals(List.of("true"), program.arguments());
    assertEquals(List.of("A=b"), program.environment());
    assertThrows(AssertionError.class, kernel::getpid);
    FakeKernel other = FakeKernel.asRoot();
    assertEquals(3, assertThrows(ProcessExited.class, () -> other.exit_group(3)).code());
    assertThrows(AssertionError.class, other::getpid);
  }

  @Test
  void executionClosesWhatIsMarked() {
    kernel.openat(CWD, "/etc/passwd", Flags.O_CLOEXEC, 0);
    int kept = kernel.openat(CWD, "/etc/passwd", 0, 0);
    assertThrows(
        ProgramStarted.class, () -> kernel.execve("/bin/true", new String[0], new String[0]));
    assertEquals(List.of(0, 1, 2, kept), kernel.openDescriptors());
  }

  @Test
  void faultComesOnceAndWhereItWasWanted() {
    kernel.failNext("openat", "/etc/passwd", Errno.EMFILE);
    kernel.failNext("chdir", Errno.EIO);
    kernel.close(kernel.openat(CWD, "/etc", 0, 0));
    assertEquals(Errno.EMFILE, errno(() -> kernel.openat(CWD, "/etc/passwd", 0, 0)));
    kernel.close(kernel.openat(CWD, "/etc/passwd", 0, 0));
    assertThrows(AssertionError.class, kernel::checkClean);
    assertEquals(Errno.EIO, errno(() -> kernel.chdir("/")));
    kernel.checkClean();
  }

  private static int errno(KernelContract.Call call) {
    return assertThrows(ErrnoException.class, call::run).errno();
  }

  @Test
  void ordinaryUserHasNoPrivileges() {
    assertEquals(Errno.EPERM, errno(() -> kernel.mount("x", "/tmp", "tmpfs", 0, null)));
    assertEquals(Errno.EPERM, errno(() -> kernel.clone(Flags.CLONE_NEWNS)));
    assertEquals(Errno.EPERM, errno(() -> kernel.sethostname("x")));
    assertEquals(Errno.EPERM, errno(() -> kernel.capset(1, 1, 0)));
  }

  @Test
  void rootMountsOnTheHost() {
    FakeKernel root = FakeKernel.asRoot();
    root.mount("x", "/tmp", "tmpfs", Flags.MS_NOSUID, "size=2m");
    assertTrue(root.mountTable().contains("/tmp tmpfs NOSUID size=2m"));
  }

  @Test
  void flagsOfTheHostsMountsStay() {
    kernel.hostMount("/srv", Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NODEV);
    kernel.nextCloneIsChild();
    kernel.clone(Flags.CLONE_NEWUSER | Flags.CLONE_NEWNS);
    long weaker = Flags.MS_REMOUNT | Flags.MS_BIND | Flags.MS_NOSUID;
    assertEquals(Errno.EPERM, errno(() -> kernel.mount(null, "/srv", null, weaker, null)));
    kernel.mount(null, "/srv", null, weaker | Flags.MS_NODEV | Flags.MS_RDONLY, null);
    assertTrue(kernel.mountTable().contains("/srv tmpfs RDONLY|NOSUID|NODEV"));
  }

  @Test
  void devicesOnAMountWithoutDevicesCannotBeOpened() {
    kernel.nextCloneIsChild();
    kernel.clone(Flags.CLONE_NEWUSER | Flags.CLONE_NEWNS);
    kernel.mount("/dev/null", "/etc/passwd", null, Flags.MS_BIND, null);
    kernel.mount_setattr(CWD, "/etc/passwd", 0, Flags.MOUNT_ATTR_NODEV, 0, 0);
    assertEquals(Errno.EACCES, errno(() -> kernel.openat(CWD, "/etc/passwd", 0, 0)));
  }

  @Test
  void procIsForThoseWithAPidNamespace() {
    kernel.nextCloneIsChild();
    kernel.clone(Flags.CLONE_NEWUSER | Flags.CLONE_NEWNS);
    assertEquals(Errno.EPERM, errno(() -> kernel.mount("proc", "/tmp", "proc", 0, null)));
  }

  @Test
  void parentSeesTheFilesOfItsChild() {
    kernel.nextCloneIsParent();
    int pid = kernel.clone(Flags.SIGCHLD | Flags.CLONE_NEWUSER);
    assertTrue(kernel.exists("/proc/" + pid + "/uid_map"));
  }

  @Test
  void transcriptReadsLikeATrace() {
    int fd = kernel.openat(CWD, "/etc/passwd", Flags.O_RDONLY | Flags.O_CLOEXEC, 0);
    kernel.close(fd);
    kernel.umask(022);
    assertEquals(Errno.ENOENT, errno(() -> kernel.chdir("/nope")));
    assertEquals(
        List.of(
            "openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC, 00) = 3",
            "close(3)",
            "umask(022) = 022",
            "chdir(\"/nope\") = ENOENT"),
        kernel.transcript());
  }

  @Test
  void whatIsNotModelledFailsTheTest() {
    assertThrows(AssertionError.class, () -> kernel.kill(-1, Flags.SIGTERM));
    assertThrows(AssertionError.class, () -> kernel.openat(CWD, "/tmp", Flags.O_TMPFILE, 0));
    int tmp = kernel.openat(CWD, "/tmp", Flags.O_PATH | Flags.O_CLOEXEC, 0);
    assertThrows(AssertionError.class, () -> kernel.openat(CWD, "/proc/self/fd/" + tmp, 0, 0));
  }
}
