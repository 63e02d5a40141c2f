package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files by name. */
abstract class FilesContract extends KernelContract {
  private static final int CWD = Flags.AT_FDCWD;

  @Test
  void whatWasWrittenIsRead() {
    assertEquals("hello\n", content(file("a", "hello\n")));
  }

  @Test
  void openOfAMissingFileNamesItInTheMessage() {
    String path = path("missing");
    try {
      open(path);
    } catch (ErrnoException e) {
      assertEquals("openat " + path + ": ENOENT", e.getMessage());
      return;
    }
    throw new AssertionError("it opened");
  }

  @Test
  void exclusiveCreationOfAnExistingFileFails() {
    String path = file("a", "");
    assertErrno(
        Errno.EEXIST,
        () -> kernel.openat(CWD, path, Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL, 0600));
  }

  @Test
  void pathWithNulIsRefused() {
    assertErrno(Errno.EINVAL, () -> open("/tmp/a\0b"));
  }

  @Test
  void pathThatStandsForNoBytesIsRefused() {
    assertErrno(Errno.EILSEQ, () -> open("/tmp/\ud800"));
  }

  @Test
  void nameThatIsTooLongIsRefused() {
    assertErrno(Errno.ENAMETOOLONG, () -> open("/tmp/" + "x".repeat(256)));
    assertErrno(Errno.ENAMETOOLONG, () -> open("/tmp" + "/x".repeat(2100)));
    assertErrno(Errno.ENAMETOOLONG, () -> open("/tmp" + "/x".repeat(40_000)));
  }

  @Test
  void directoryIsAskedForByFlag() {
    String path = file("a", "");
    assertErrno(Errno.ENOTDIR, () -> kernel.openat(CWD, path, Flags.O_DIRECTORY, 0));
  }

  @Test
  void linkIsNotFollowedByFlag() {
    String link = path("link");
    kernel.symlinkat("/etc", CWD, link);
    assertErrno(Errno.ELOOP, () -> kernel.openat(CWD, link, Flags.O_NOFOLLOW, 0));
    kernel.close(kernel.openat(CWD, link, Flags.O_NOFOLLOW | Flags.O_PATH | Flags.O_CLOEXEC, 0));
  }

  @Test
  void directoryCannotBeWrittenTo() {
    assertErrno(Errno.EISDIR, () -> kernel.openat(CWD, "/tmp", Flags.O_WRONLY, 0));
  }

  @Test
  void openBeneathDoesNotLeaveTheDirectory() {
    String folder = folder("d");
    int fd = kernel.openat(CWD, folder, Flags.O_PATH | Flags.O_CLOEXEC, 0);
    long flags = Flags.O_PATH | Flags.O_CLOEXEC;
    assertErrno(Errno.EXDEV, () -> kernel.openat2(fd, "..", flags, 0, Flags.RESOLVE_BENEATH));
    assertErrno(Errno.EXDEV, () -> kernel.openat2(fd, "/etc", flags, 0, Flags.RESOLVE_BENEATH));
    kernel.close(fd);
  }

  @Test
  void openInRootTakesLinksFromThere() {
    String folder = folder("d");
    String inside = path("d/etc");
    String link = path("d/link");
    kernel.mkdirat(CWD, inside, 0700);
    kernel.symlinkat("/../etc", CWD, link);
    int root = kernel.openat(CWD, folder, Flags.O_PATH | Flags.O_CLOEXEC, 0);
    int fd =
        kernel.openat2(root, "/link", Flags.O_PATH | Flags.O_CLOEXEC, 0, Flags.RESOLVE_IN_ROOT);
    assertEquals(
        kernel.statx(CWD, inside, 0).inode(), kernel.statx(fd, "", Flags.AT_EMPTY_PATH).inode());
    kernel.close(fd);
    kernel.close(root);
  }

  @Test
  void openWithoutLinksRefusesThem() {
    String link = path("link");
    kernel.symlinkat("/etc", CWD, link);
    assertErrno(Errno.ELOOP, () -> kernel.openat2(CWD, link, 0, 0, Flags.RESOLVE_NO_SYMLINKS));
  }

  @Test
  void openat2RefusesWhatItDoesNotKnow() {
    assertErrno(Errno.EINVAL, () -> kernel.openat2(CWD, "/tmp", 0, 0, 1L << 40));
    assertErrno(Errno.EINVAL, () -> kernel.openat2(CWD, "/tmp", 0, 0644, 0));
  }

  @Test
  void directoryIsMadeWithItsModeWithoutTheMask() {
    int old = kernel.umask(027);
    String path = path("d");
    kernel.mkdirat(CWD, path, 0777);
    assertEquals(027, kernel.umask(old));
    FileStatus status = kernel.statx(CWD, path, 0);
    assertTrue(status.isDirectory());
    assertEquals(0750, status.permissions());
    assertErrno(Errno.EEXIST, () -> kernel.mkdirat(CWD, path, 0777));
    assertErrno(Errno.ENOENT, () -> kernel.mkdirat(CWD, path + "/a/b", 0777));
  }

  @Test
  void nodeOfATypeIsMade() {
    String fifo = path("fifo");
    kernel.mknodat(CWD, fifo, Flags.S_IFIFO | 0600, 0);
    assertEquals(Flags.S_IFIFO | 0600, kernel.statx(CWD, fifo, 0).mode());
    assertErrno(Errno.EEXIST, () -> kernel.mknodat(CWD, fifo, Flags.S_IFREG | 0600, 0));
  }

  @Test
  void linkLeadsToItsTargetWhateverTheBytes() {
    String link = path("link");
    kernel.symlinkat("caf\udce9/é", CWD, link);
    assertEquals("caf\udce9/é", kernel.readlinkat(CWD, link));
    FileStatus status = kernel.statx(CWD, link, Flags.AT_SYMLINK_NOFOLLOW);
    assertTrue(status.isSymbolicLink());
    assertErrno(Errno.EEXIST, () -> kernel.symlinkat("x", CWD, link));
    assertErrno(Errno.ENOENT, () -> kernel.symlinkat("", CWD, link + "2"));
  }

  @Test
  void linkTextOfARegularFileIsRefused() {
    String path = file("a", "");
    assertErrno(Errno.EINVAL, () -> kernel.readlinkat(CWD, path));
    assertErrno(Errno.ENOENT, () -> kernel.readlinkat(CWD, path + "2"));
  }

  @Test
  void removalDistinguishesFilesAndDirectories() {
    String folder = folder("d");
    String inside = file("d/a", "");
    assertErrno(Errno.EISDIR, () -> kernel.unlinkat(CWD, folder, 0));
    assertErrno(Errno.ENOTDIR, () -> kernel.unlinkat(CWD, inside, Flags.AT_REMOVEDIR));
    assertErrno(Errno.ENOTEMPTY, () -> kernel.unlinkat(CWD, folder, Flags.AT_REMOVEDIR));
    kernel.unlinkat(CWD, inside, 0);
    kernel.unlinkat(CWD, folder, Flags.AT_REMOVEDIR);
    assertErrno(Errno.ENOENT, () -> kernel.unlinkat(CWD, folder, Flags.AT_REMOVEDIR));
    assertErrno(Errno.EINVAL, () -> kernel.unlinkat(CWD, folder, 1));
  }

  @Test
  void statusTellsTypeSizeAndOwner() {
    FileStatus status = kernel.statx(CWD, file("a", "12345"), 0);
    assertTrue(status.isRegularFile());
    assertEquals(0644, status.permissions());
    assertEquals(5, status.size());
    assertEquals(kernel.geteuid(), status.uid());
    assertEquals(kernel.getegid(), status.gid());
    assertFalse(status.mountRoot());
  }

  @Test
  void statusOfADeviceHasItsNumbers() {
    FileStatus status = kernel.statx(CWD, "/dev/null", 0);
    assertTrue(status.isCharacterDevice());
    assertEquals(1L << 32 | 3, status.rdev());
  }

  @Test
  void statusOfAMountsRootSaysSo() {
    FileStatus proc = kernel.statx(CWD, "/proc", 0);
    assertTrue(proc.mountRoot());
    assertTrue(proc.mountId() != kernel.statx(CWD, "/proc/..", 0).mountId());
  }

  @Test
  void statusOfWhatIsMissingFails() {
    assertErrno(Errno.ENOENT, () -> kernel.statx(CWD, "/nope", 0));
    assertErrno(Errno.ENOTDIR, () -> kernel.statx(CWD, "/dev/null/x", 0));
    assertErrno(Errno.EBADF, () -> kernel.statx(987, "x", 0));
    assertErrno(Errno.ENOENT, () -> kernel.statx(CWD, "", 0));
  }

  @Test
  void currentDirectoryIsChangedByPathAndByDescriptor() {
    String before = kernel.getcwd();
    int fd = open(before);
    kernel.chdir("/proc/..");
    assertEquals("/", kernel.getcwd());
    kernel.fchdir(fd);
    assertEquals(before, kernel.getcwd());
    kernel.close(fd);
    assertErrno(Errno.ENOENT, () -> kernel.chdir("/nope"));
    assertErrno(Errno.ENOTDIR, () -> kernel.chdir("/dev/null"));
  }

  @Test
  void currentDirectoryThatWasRemovedHasNoPath() {
    String before = kernel.getcwd();
    String folder = folder("d");
    kernel.chdir(folder);
    kernel.unlinkat(CWD, folder, Flags.AT_REMOVEDIR);
    assertErrno(Errno.ENOENT, kernel::getcwd);
    assertErrno(Errno.ENOENT, () -> kernel.mkdirat(CWD, "x", 0755));
    kernel.chdir(before);
  }

  @Test
  void currentDirectoryIsNoPipe() {
    int[] pipe = pipe(0);
    assertErrno(Errno.ENOTDIR, () -> kernel.fchdir(pipe[0]));
    close(pipe);
    assertErrno(Errno.EBADF, () -> kernel.fchdir(987));
  }

  @Test
  void pathsAreRelativeToADescriptor() {
    String folder = folder("d");
    file("d/a", "inside");
    int fd = kernel.openat(CWD, folder, Flags.O_PATH | Flags.O_CLOEXEC, 0);
    int file = kernel.openat(fd, "./a", Flags.O_RDONLY | Flags.O_CLOEXEC, 0);
    assertEquals("inside", read(file));
    kernel.close(file);
    kernel.close(fd);
  }

  @Test
  void renamedFileReplacesWhatWasThere() {
    String from = file("from", "new");
    String to = file("to", "old");
    kernel.renameat(CWD, from, CWD, to);
    assertEquals("new", content(to));
    assertErrno(Errno.ENOENT, () -> open(from));
    assertErrno(Errno.ENOENT, () -> kernel.renameat(CWD, from, CWD, to));
    assertErrno(Errno.EISDIR, () -> kernel.renameat(CWD, to, CWD, folder("d")));
  }

  @Test
  void directoryListsItsNames() {
    String folder = folder("d");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      names.add("a" + (100 + i) + "x".repeat(120));
      file("d/" + names.get(i), "");
    }
    int fd = open(folder);
    assertEquals(names, DirectoryEntries.names(kernel, fd));
    kernel.close(fd);
  }

  @Test
  void entriesNeedADirectoryAndRoom() {
    int file = open(file("a", ""));
    assertErrno(Errno.ENOTDIR, () -> kernel.getdents64(file, new byte[1000]));
    kernel.close(file);
    int fd = open(folder("d"));
    assertErrno(Errno.EINVAL, () -> kernel.getdents64(fd, new byte[10]));
    kernel.close(fd);
    int path = kernel.openat(CWD, "/tmp", Flags.O_PATH | Flags.O_CLOEXEC, 0);
    assertErrno(Errno.EBADF, () -> kernel.getdents64(path, new byte[1000]));
    kernel.close(path);
  }

  @Test
  void lockBelongsToTheOpenFile() {
    String path = file("a", "");
    int first = open(path);
    int second = open(path);
    kernel.flock(first, Flags.LOCK_EX | Flags.LOCK_NB);
    kernel.flock(first, Flags.LOCK_EX | Flags.LOCK_NB);
    assertErrno(Errno.EAGAIN, () -> kernel.flock(second, Flags.LOCK_EX | Flags.LOCK_NB));
    assertErrno(Errno.EAGAIN, () -> kernel.flock(second, Flags.LOCK_SH | Flags.LOCK_NB));
    int copy = kernel.fcntl(first, Flags.F_DUPFD_CLOEXEC, 0);
    kernel.close(first);
    assertErrno(Errno.EAGAIN, () -> kernel.flock(second, Flags.LOCK_EX | Flags.LOCK_NB));
    kernel.close(copy);
    kernel.flock(second, Flags.LOCK_SH | Flags.LOCK_NB);
    kernel.flock(second, Flags.LOCK_UN);
    assertErrno(Errno.EINVAL, () -> kernel.flock(second, 0));
    kernel.close(second);
  }

  @Test
  void sealedMemoryCannotBeWrittenTo() {
    int fd = kernel.memfd_create("a", Flags.MFD_CLOEXEC | Flags.MFD_ALLOW_SEALING);
    write(fd, "text");
    int seals = Flags.F_SEAL_WRITE | Flags.F_SEAL_GROW | Flags.F_SEAL_SHRINK | Flags.F_SEAL_SEAL;
    kernel.fcntl(fd, Flags.F_ADD_SEALS, seals);
    assertErrno(Errno.EPERM, () -> kernel.write(fd, new byte[1], 0, 1));
    assertErrno(Errno.EPERM, () -> kernel.fcntl(fd, Flags.F_ADD_SEALS, 0));
    assertEquals(4, kernel.statx(fd, "", Flags.AT_EMPTY_PATH).size());
    kernel.close(fd);
  }

  @Test
  void linkIsOneMoreNameOfTheFile() {
    String old = file("a", "text");
    String other = path("b");
    kernel.linkat(CWD, old, CWD, other, 0);
    assertEquals(kernel.statx(CWD, old, 0).inode(), kernel.statx(CWD, other, 0).inode());
    kernel.unlinkat(CWD, old, 0);
    assertEquals("text", content(other));
  }

  @Test
  void linkOfALinkIsALink() {
    String link = path("a");
    kernel.symlinkat("/nowhere", CWD, link);
    String other = path("b");
    kernel.linkat(CWD, link, CWD, other, 0);
    assertEquals("/nowhere", kernel.readlinkat(CWD, other));
    assertErrno(Errno.ENOENT, () -> kernel.linkat(CWD, link, CWD, path("c"), 0x400));
  }

  @Test
  void linkNeedsAFreeNameAndNoDirectory() {
    String file = file("a", "");
    assertErrno(Errno.EEXIST, () -> kernel.linkat(CWD, file, CWD, file, 0));
    assertErrno(Errno.EPERM, () -> kernel.linkat(CWD, folder("d"), CWD, path("e"), 0));
    assertErrno(Errno.ENOENT, () -> kernel.linkat(CWD, path("x"), CWD, path("e"), 0));
    assertErrno(Errno.EINVAL, () -> kernel.linkat(CWD, file, CWD, path("e"), 1));
  }

  @Test
  void ownerStaysWhereItIsNotSaid() {
    String path = file("a", "");
    kernel.fchownat(CWD, path, -1, -1, 0);
    kernel.fchownat(CWD, path, kernel.geteuid(), kernel.getegid(), Flags.AT_SYMLINK_NOFOLLOW);
    FileStatus status = kernel.statx(CWD, path, 0);
    assertEquals(kernel.geteuid(), status.uid());
    assertEquals(kernel.getegid(), status.gid());
    assertErrno(Errno.EINVAL, () -> kernel.fchownat(CWD, path, 0, 0, 1));
  }

  @Test
  void permissionsAreSetWithoutTheMask() {
    String path = file("a", "");
    kernel.fchmodat(CWD, path, 06777);
    assertEquals(06777, kernel.statx(CWD, path, 0).permissions());
    kernel.fchownat(CWD, path, kernel.geteuid(), kernel.getegid(), 0);
    assertEquals(0777, kernel.statx(CWD, path, 0).permissions());
    kernel.fchmodat(CWD, path, 02766);
    kernel.fchownat(CWD, path, kernel.geteuid(), kernel.getegid(), 0);
    assertEquals(02766, kernel.statx(CWD, path, 0).permissions());
    assertErrno(Errno.ENOENT, () -> kernel.fchmodat(CWD, path("x"), 0));
  }

  @Test
  void timesAreSetToTheNanosecond() {
    String link = path("link");
    kernel.symlinkat(file("a", ""), CWD, link);
    kernel.utimensat(CWD, link, 0, 0, -5, 999_999_999, Flags.AT_SYMLINK_NOFOLLOW);
    FileStatus status = kernel.statx(CWD, link, Flags.AT_SYMLINK_NOFOLLOW);
    assertEquals(-5, status.modifiedSeconds());
    assertEquals(999_999_999, status.modifiedNanos());
    assertTrue(kernel.statx(CWD, link, 0).modifiedSeconds() != -5);
    assertErrno(Errno.EINVAL, () -> kernel.utimensat(CWD, link, 0, 0, 0, 1_000_000_000, 0));
    assertErrno(Errno.ENOENT, () -> kernel.utimensat(CWD, path("x"), 0, 0, 0, 0, 0));
  }

  @Test
  void attributesAreMadeAndReplaced() {
    String path = file("a", "");
    byte[] large = new byte[1000];
    assertErrno(Errno.ENODATA, () -> kernel.lsetxattr(path, "user.a", large, Flags.XATTR_REPLACE));
    kernel.lsetxattr(path, "user.a", large, Flags.XATTR_CREATE);
    assertErrno(Errno.EEXIST, () -> kernel.lsetxattr(path, "user.a", large, Flags.XATTR_CREATE));
    kernel.lsetxattr(path, "user.a", new byte[0], Flags.XATTR_REPLACE);
  }

  @Test
  void attributesHaveNamesAndBounds() {
    String path = file("a", "");
    assertErrno(Errno.EOPNOTSUPP, () -> kernel.lsetxattr(path, "other.a", new byte[1], 0));
    assertErrno(Errno.E2BIG, () -> kernel.lsetxattr(path, "user.a", new byte[65537], 0));
    assertErrno(Errno.ERANGE, () -> kernel.lsetxattr(path, "", new byte[1], 0));
    String link = path("link");
    kernel.symlinkat(path, CWD, link);
    assertErrno(Errno.EPERM, () -> kernel.lsetxattr(link, "user.a", new byte[1], 0));
    assertErrno(Errno.ENOENT, () -> kernel.lsetxattr(path("x"), "user.a", new byte[1], 0));
  }

  @Test
  void fileSystemIsSynchronizedByADescriptorOfIt() {
    int fd = open(folder("d"));
    kernel.syncfs(fd);
    kernel.close(fd);
    assertErrno(Errno.EBADF, () -> kernel.syncfs(987));
  }
}
