package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The steps of a small launcher on the fake: all of them fit together, and the outcome can be read.
 */
class FakeLaunchTest {
  private static final int CWD = Flags.AT_FDCWD;

  private final FakeKernel kernel = FakeKernel.asUser(1000, 1000);

  private void put(String path, String text) {
    Fd fd = Fd.open(kernel, path, Flags.O_WRONLY);
    fd.write(OsString.encode(text));
    fd.close();
  }

  @Test
  void boxWithAReadOnlyRootIsBuiltAndEntered() {
    kernel.nextCloneIsChild();
    kernel.clone(Flags.CLONE_NEWUSER | Flags.CLONE_NEWNS | Flags.CLONE_NEWPID | Flags.SIGCHLD);
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", "1000 1000 1\n");
    put("/proc/self/gid_map", "1000 1000 1\n");
    kernel.mount(null, "/", null, Flags.MS_REC | Flags.MS_SLAVE, null);
    int root =
        kernel.open_tree(
            CWD, "/", Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE);
    kernel.mount_setattr(
        root,
        "",
        Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE,
        Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOSUID,
        0,
        0);
    kernel.move_mount(root, "", CWD, "/tmp", Flags.MOVE_MOUNT_F_EMPTY_PATH);
    kernel.fchdir(root);
    kernel.close(root);
    kernel.mount("proc", "proc", "proc", Flags.MS_NOSUID, null);
    kernel.mount("tmpfs", "tmp", "tmpfs", Flags.MS_NOSUID | Flags.MS_NODEV, "size=2m,mode=1777");
    kernel.pivot_root(".", ".");
    kernel.umount2(".", Flags.MNT_DETACH);
    kernel.chdir("/");
    kernel.prctl(Flags.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    kernel.capset(0, 0, 0);
    kernel.seccomp(0, new long[] {SockFilter.pack(6, 0, 0, Flags.SECCOMP_RET_ALLOW)});
    assertEquals(
        List.of(
            "/ ext4 RDONLY|NOSUID",
            "/proc proc RDONLY|NOSUID|NODEV|NOEXEC",
            "/sys sysfs RDONLY|NOSUID|NODEV|NOEXEC",
            "/dev tmpfs RDONLY|NOSUID",
            "/dev/pts devpts RDONLY|NOSUID|NOEXEC",
            "/proc proc NOSUID",
            "/tmp tmpfs NOSUID|NODEV size=2m,mode=1777"),
        kernel.mountTable());
    assertThrows(ErrnoException.class, () -> put("/etc/passwd", "x"));
    ProgramStarted program =
        assertThrows(
            ProgramStarted.class,
            () -> kernel.execve("/bin/true", new String[] {"true"}, new String[0]));
    assertEquals("/bin/true", program.path());
    assertEquals(0, kernel.permittedCapabilities());
    assertEquals(1, kernel.seccompFilters().size());
    kernel.checkClean();
  }
}
