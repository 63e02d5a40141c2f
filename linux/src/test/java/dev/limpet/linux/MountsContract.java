package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Mounts, in a mount namespace of one's own. */
abstract class MountsContract extends IsolatedContract {
  @Test
  void newFileSystemCoversTheDirectory() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          touch("/tmp/d/below");
          kernel.mount("tmpfs", "/tmp/d", "tmpfs", Flags.MS_NODEV, "size=1m,mode=700");
          FileStatus status = kernel.statx(CWD, "/tmp/d", 0);
          assertTrue(status.mountRoot());
          assertEquals(0700, status.permissions());
          assertErrno(Errno.ENOENT, () -> open("/tmp/d/below"));
          kernel.umount2("/tmp/d", 0);
          kernel.close(open("/tmp/d/below"));
        });
  }

  @Test
  void mountThatIsWrongIsRefused() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          touch("/tmp/f");
          assertErrno(Errno.ENODEV, () -> kernel.mount("x", "/tmp/d", "nopefs", 0, null));
          assertErrno(Errno.EINVAL, () -> kernel.mount("x", "/tmp/d", "tmpfs", 0, "nope=1"));
          assertErrno(Errno.ENOTDIR, () -> kernel.mount("x", "/tmp/f", "tmpfs", 0, null));
          assertErrno(
              Errno.ENOENT, () -> kernel.mount("/nope", "/tmp/d", null, Flags.MS_BIND, null));
          assertErrno(
              Errno.ENOTDIR, () -> kernel.mount("/tmp/f", "/tmp/d", null, Flags.MS_BIND, null));
          assertErrno(
              Errno.EINVAL, () -> kernel.mount(null, "/tmp/d", null, Flags.MS_PRIVATE, null));
          assertErrno(
              Errno.EINVAL,
              () -> kernel.mount(null, "/tmp", null, Flags.MS_PRIVATE | Flags.MS_SLAVE, null));
          assertErrno(
              Errno.EINVAL,
              () -> kernel.mount(null, "/tmp/d", null, Flags.MS_REMOUNT | Flags.MS_BIND, null));
        });
  }

  @Test
  void boundFileIsTheSameFileAndCanBeReadOnly() {
    inNewNamespaces(
        () -> {
          touch("/tmp/a");
          touch("/tmp/b");
          kernel.mount("/tmp/a", "/tmp/b", null, Flags.MS_BIND, null);
          put("/tmp/a", "shared");
          assertEquals("shared", content("/tmp/b"));
          long readOnly = Flags.MS_REMOUNT | Flags.MS_BIND | Flags.MS_RDONLY | Flags.MS_NOSUID;
          kernel.mount(null, "/tmp/b", null, readOnly, null);
          assertErrno(Errno.EROFS, () -> put("/tmp/b", "x"));
          put("/tmp/a", "still");
        });
  }

  @Test
  void movedMountIsElsewhere() {
    inNewNamespaces(
        () -> {
          directory("/tmp/a");
          directory("/tmp/b");
          kernel.mount("x", "/tmp/a", "tmpfs", 0, null);
          touch("/tmp/a/f");
          kernel.mount("/tmp/a", "/tmp/b", null, Flags.MS_MOVE, null);
          kernel.close(open("/tmp/b/f"));
          assertErrno(Errno.ENOENT, () -> open("/tmp/a/f"));
          assertErrno(
              Errno.EINVAL, () -> kernel.mount("/tmp/a", "/tmp/b", null, Flags.MS_MOVE, null));
        });
  }

  @Test
  void busyMountIsTakenAwayOnlyLazily() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          kernel.mount("x", "/tmp/d", "tmpfs", 0, null);
          touch("/tmp/d/f");
          int fd = open("/tmp/d/f");
          assertErrno(Errno.EBUSY, () -> kernel.umount2("/tmp/d", 0));
          kernel.umount2("/tmp/d", Flags.MNT_DETACH);
          assertFalse(kernel.statx(CWD, "/tmp/d", 0).mountRoot());
          kernel.close(fd);
          assertErrno(Errno.EINVAL, () -> kernel.umount2("/tmp/d", 0));
          assertErrno(Errno.ENOENT, () -> kernel.umount2("/tmp/nope", 0));
          assertErrno(Errno.EINVAL, () -> kernel.umount2("/tmp/d", 1 << 20));
        });
  }

  @Test
  void hostsMountsCannotBeUncovered() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          assertErrno(Errno.EINVAL, () -> kernel.umount2("/proc", Flags.MNT_DETACH));
          assertErrno(Errno.EINVAL, () -> kernel.mount("/", "/tmp/d", null, Flags.MS_BIND, null));
          kernel.mount("/", "/tmp/d", null, Flags.MS_BIND | Flags.MS_REC, null);
          kernel.close(open("/tmp/d/dev/null"));
        });
  }

  @Test
  void pivotExchangesTheRoot() {
    inNewNamespaces(
        () -> {
          directory("/tmp/new");
          kernel.mount("x", "/tmp/new", "tmpfs", 0, null);
          directory("/tmp/new/inside");
          kernel.chdir("/tmp/new");
          kernel.pivot_root(".", ".");
          kernel.umount2(".", Flags.MNT_DETACH);
          kernel.chdir("/");
          assertEquals("/", kernel.getcwd());
          assertTrue(kernel.statx(CWD, "/inside", 0).isDirectory());
          assertErrno(Errno.ENOENT, () -> kernel.statx(CWD, "/proc", 0));
        });
  }

  @Test
  void pivotWantsAMountPoint() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          assertErrno(Errno.EINVAL, () -> kernel.pivot_root("/tmp/d", "/tmp/d"));
          assertErrno(Errno.ENOENT, () -> kernel.pivot_root("/nope", "/nope"));
        });
  }

  @Test
  void treeIsClonedMadeReadOnlyAndAttached() {
    inNewNamespaces(
        () -> {
          directory("/tmp/from");
          kernel.mount("x", "/tmp/from", "tmpfs", 0, null);
          touch("/tmp/from/f");
          directory("/tmp/to");
          int tree =
              kernel.open_tree(
                  CWD,
                  "/tmp/from",
                  Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE);
          kernel.mount_setattr(
              tree,
              "",
              Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE,
              Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOSUID,
              0,
              0);
          kernel.move_mount(tree, "", CWD, "/tmp/to", Flags.MOVE_MOUNT_F_EMPTY_PATH);
          assertErrno(Errno.EROFS, () -> put("/tmp/to/f", "x"));
          put("/tmp/from/f", "x");
          assertEquals("x", content("/tmp/to/f"));
          kernel.mount_setattr(tree, "", Flags.AT_EMPTY_PATH, 0, Flags.MOUNT_ATTR_RDONLY, 0);
          put("/tmp/to/f", "y");
          kernel.close(tree);
        });
  }

  @Test
  void treeThatIsWrongIsRefused() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          touch("/tmp/f");
          assertErrno(Errno.ENOENT, () -> kernel.open_tree(CWD, "/nope", Flags.OPEN_TREE_CLONE));
          assertErrno(Errno.EINVAL, () -> kernel.open_tree(CWD, "/tmp", Flags.AT_RECURSIVE));
          assertErrno(
              Errno.EINVAL,
              () -> kernel.mount_setattr(CWD, "/tmp/d", 0, Flags.MOUNT_ATTR_RDONLY, 0, 0));
          assertErrno(Errno.EINVAL, () -> kernel.mount_setattr(CWD, "/tmp", 0, 1L << 40, 0, 0));
          int tree =
              kernel.open_tree(CWD, "/tmp/d", Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC);
          assertErrno(
              Errno.EINVAL,
              () -> kernel.move_mount(tree, "", CWD, "/tmp/f", Flags.MOVE_MOUNT_F_EMPTY_PATH));
          assertErrno(Errno.ENOENT, () -> kernel.move_mount(tree, "", CWD, "/tmp/d", 0));
          kernel.close(tree);
          assertErrno(Errno.EINVAL, () -> kernel.move_mount(CWD, "/tmp/d", CWD, "/tmp/d", 0));
        });
  }

  @Test
  void fileSystemIsConfiguredStepByStep() {
    inNewNamespaces(
        () -> {
          directory("/tmp/d");
          int context = kernel.fsopen("tmpfs", Flags.FSOPEN_CLOEXEC);
          kernel.fsconfig(context, Flags.FSCONFIG_SET_STRING, "size", "1m", 0);
          assertErrno(
              Errno.EINVAL,
              () -> kernel.fsconfig(context, Flags.FSCONFIG_SET_STRING, "nope", "1", 0));
          assertErrno(
              Errno.EINVAL,
              () -> kernel.fsmount(context, Flags.FSMOUNT_CLOEXEC, Flags.MOUNT_ATTR_NODEV));
          kernel.fsconfig(context, Flags.FSCONFIG_CMD_CREATE, null, null, 0);
          int mount = kernel.fsmount(context, Flags.FSMOUNT_CLOEXEC, Flags.MOUNT_ATTR_NODEV);
          kernel.move_mount(mount, "", CWD, "/tmp/d", Flags.MOVE_MOUNT_F_EMPTY_PATH);
          assertTrue(kernel.statx(CWD, "/tmp/d", 0).mountRoot());
          touch("/tmp/d/f");
          kernel.close(mount);
          kernel.close(context);
          assertErrno(Errno.ENODEV, () -> kernel.fsopen("nopefs", 0));
          assertErrno(Errno.EBADF, () -> kernel.fsconfig(987, 6, null, null, 0));
        });
  }
}
