package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;

/** The fake's calls on files by name. */
abstract class FakeFileCalls extends FakeDescriptorCalls {
  /** Links here say where a descriptor is; nothing else of them is modelled. */
  private static final String OWN_DESCRIPTORS = "/proc/self/fd/";

  private static final long OPEN_FLAGS =
      Flags.O_ACCMODE
          | Flags.O_CREAT
          | Flags.O_EXCL
          | Flags.O_NOCTTY
          | Flags.O_TRUNC
          | Flags.O_APPEND
          | Flags.O_NONBLOCK
          | Flags.O_DIRECTORY
          | Flags.O_NOFOLLOW
          | Flags.O_CLOEXEC
          | Flags.O_PATH
          | Flags.O_LARGEFILE;

  private static final long RESOLVE_FLAGS =
      Flags.RESOLVE_NO_XDEV
          | Flags.RESOLVE_NO_MAGICLINKS
          | Flags.RESOLVE_NO_SYMLINKS
          | Flags.RESOLVE_BENEATH
          | Flags.RESOLVE_IN_ROOT;

  /** The device number of ptmx, and the major one of slaves. */
  private static final long PTMX = 5L << 32 | 2;

  private static final long PTS = 136;

  private final List<FakeTerminal> terminals = new ArrayList<>();
  private int umask = 022;

  FakeFileCalls(FakeCredentials credentials) {
    super(credentials);
  }

  @Override
  public int openat(int dirfd, String path, int flags, int mode) {
    begin(
        "openat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FlagNames.open(flags),
        FakeTranscript.octal(mode));
    if ((flags & ~OPEN_FLAGS) != 0) {
      throw unmodelled("open flags " + FlagNames.open(flags));
    }
    return returns(open(dirfd, path, flags, mode, 0));
  }

  @Override
  public int openat2(int dirfd, String path, long flags, long mode, long resolve) {
    begin(
        "openat2",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FlagNames.open(flags),
        FakeTranscript.octal(mode),
        FlagNames.resolve(resolve));
    // Unlike openat, openat2 refuses what it does not know, and a mode without a file to create.
    checkFlags(flags, OPEN_FLAGS);
    checkFlags(resolve, RESOLVE_FLAGS);
    if ((mode & ~07777) != 0 || (mode != 0 && (flags & Flags.O_CREAT) == 0)) {
      throw fail(Errno.EINVAL);
    }
    return returns(open(dirfd, path, (int) flags, (int) mode, resolve));
  }

  private int open(int dirfd, String path, int flags, int mode, long resolve) {
    if (path.startsWith(OWN_DESCRIPTORS)) {
      return reopen(file(Integer.parseInt(path.substring(OWN_DESCRIPTORS.length()))), flags);
    }
    boolean pathOnly = (flags & Flags.O_PATH) != 0;
    boolean exclusive = (flags & (Flags.O_CREAT | Flags.O_EXCL)) == (Flags.O_CREAT | Flags.O_EXCL);
    boolean follow = (flags & Flags.O_NOFOLLOW) == 0 && !exclusive;
    FakeWalk.End end = end(dirfd, path, follow, resolve);
    FakePlace place = end.place();
    if (place == null) {
      if ((flags & Flags.O_CREAT) == 0 || pathOnly) {
        throw fail(Errno.ENOENT);
      }
      checkWritable(end.directory());
      place = create(end, Flags.S_IFREG | (mode & ~umask & 07777));
    } else if (exclusive && !pathOnly) {
      throw fail(Errno.EEXIST);
    }
    if ((flags & Flags.O_DIRECTORY) != 0 && !place.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    if (!pathOnly) {
      checkOpen(place, flags);
    }
    boolean cloexec = (flags & Flags.O_CLOEXEC) != 0;
    int kept = flags & ~(Flags.O_CLOEXEC | Flags.O_CREAT | Flags.O_EXCL | Flags.O_TRUNC);
    long device = place.node().device;
    if (!pathOnly && place.node().isDevice() && device == PTMX) {
      return descriptors.open(new FakeFile.Pty(newTerminal(place), true, kept), cloexec);
    }
    if (!pathOnly && place.node().isDevice() && device >>> 32 == PTS) {
      return openSlave(terminals.get((int) device), flags);
    }
    return descriptors.open(new FakeFile.At(place, kept), cloexec);
  }

  /** Opening a descriptor again gives another description of the same file. */
  private int reopen(FakeFile file, int flags) {
    boolean cloexec = (flags & Flags.O_CLOEXEC) != 0;
    if (file instanceof FakeFile.Pty pty && !pty.master) {
      FakeFile again = new FakeFile.Pty(pty.terminal, false, flags & ~Flags.O_CLOEXEC);
      return descriptors.open(again, cloexec);
    }
    if (file instanceof FakeFile.Standard) {
      return descriptors.open(file, cloexec);
    }
    throw unmodelled("opening this again");
  }

  /** A new pseudo terminal, in the devpts of the ptmx at {@code place}. */
  private FakeTerminal newTerminal(FakePlace place) {
    FakeNode root = place.node().fileSystem.root;
    if (!root.fileSystem.type.equals("devpts")) {
      // As the kernel finds it: the directory pts beside the device.
      FakeNode pts = root.children.get("pts");
      root = pts == null ? root : mounts.top(new FakePlace(place.mount(), pts)).node();
    }
    if (!root.fileSystem.type.equals("devpts")) {
      throw fail(Errno.ENODEV);
    }
    FakeTerminal terminal = new FakeTerminal(terminals.size());
    terminals.add(terminal);
    int uid = credentials.uidInside();
    root.add(String.valueOf(terminal.number), Flags.S_IFCHR | 0620, uid, credentials.gidInside())
            .device =
        PTS << 32 | terminal.number;
    return terminal;
  }

  /** Opens the slave of a terminal. */
  final int openSlave(FakeTerminal terminal, int flags) {
    if (terminal.locked || !isOpen(terminal, true)) {
      throw fail(Errno.EIO);
    }
    terminal.slaveWasOpened = true;
    FakeFile slave = new FakeFile.Pty(terminal, false, flags & ~Flags.O_CLOEXEC);
    return descriptors.open(slave, (flags & Flags.O_CLOEXEC) != 0);
  }

  private void checkOpen(FakePlace place, int flags) {
    FakeNode node = place.node();
    boolean write = (flags & Flags.O_ACCMODE) != Flags.O_RDONLY;
    if (node.isLink()) {
      throw fail(Errno.ELOOP);
    }
    if (node.isDirectory() && (write || (flags & Flags.O_CREAT) != 0)) {
      throw fail(Errno.EISDIR);
    }
    if (node.isDevice()) {
      // A device can be written to on a read-only mount, but not be opened on one without devices.
      if (place.mount().has(Flags.MOUNT_ATTR_NODEV)) {
        throw fail(Errno.EACCES);
      }
      return;
    }
    if (write || (flags & Flags.O_TRUNC) != 0) {
      checkWritable(place);
    }
    if ((flags & Flags.O_TRUNC) != 0) {
      node.content = new byte[0];
    }
  }

  private FakePlace create(FakeWalk.End end, int mode) {
    FakeNode directory = end.directory().node();
    if (FakeCgroups.isOne(directory.fileSystem) && (mode & Flags.S_IFMT) != Flags.S_IFDIR) {
      throw fail(Errno.EACCES);
    }
    if (directory.removed || directory.fileSystem.type.equals("proc")) {
      throw fail(Errno.ENOENT);
    }
    FakeNode node =
        directory.add(end.name(), mode, credentials.uidInside(), credentials.gidInside());
    return new FakePlace(end.directory().mount(), node);
  }

  /** A file that does not exist yet, for mkdirat and its like. */
  private FakePlace createNew(int dirfd, String path, int mode) {
    FakeWalk.End end = end(dirfd, path, false, 0);
    if (end.place() != null) {
      throw fail(Errno.EEXIST);
    }
    checkWritable(end.directory());
    return create(end, mode);
  }

  @Override
  public void mkdirat(int dirfd, String path, int mode) {
    begin(
        "mkdirat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FakeTranscript.octal(mode));
    FakeNode made = createNew(dirfd, path, Flags.S_IFDIR | (mode & ~umask & 07777)).node();
    if (FakeCgroups.isOne(made.fileSystem)) {
      cgroups.made(made);
    }
  }

  @Override
  public void mknodat(int dirfd, String path, int mode, long device) {
    begin(
        "mknodat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FakeTranscript.octal(mode),
        FakeTranscript.hex(device));
    int type = mode & Flags.S_IFMT;
    boolean isDevice = type == Flags.S_IFCHR || type == Flags.S_IFBLK;
    if (isDevice && (!credentials.has("CAP_MKNOD") || credentials.userNamespace > 0)) {
      throw fail(Errno.EPERM);
    }
    if (type == Flags.S_IFDIR || type == Flags.S_IFLNK) {
      throw fail(Errno.EINVAL);
    }
    int whole = type == 0 ? mode | Flags.S_IFREG : mode;
    createNew(dirfd, path, (whole & Flags.S_IFMT) | (whole & ~umask & 07777)).node().device =
        device >>> 8 << 32 | (device & 0xff);
  }

  @Override
  public void symlinkat(String target, int dirfd, String path) {
    begin(
        "symlinkat",
        Subject.link(target, path),
        FakeTranscript.quoted(target),
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path));
    checkString(target);
    if (target.isEmpty()) {
      throw fail(Errno.ENOENT);
    }
    createNew(dirfd, path, Flags.S_IFLNK | 0777).node().target = target;
  }

  @Override
  public String readlinkat(int dirfd, String path) {
    begin(
        "readlinkat",
        Subject.at(dirfd, path),
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path));
    if (path.startsWith(OWN_DESCRIPTORS)) {
      String real = pathOf(placeOf(Integer.parseInt(path.substring(OWN_DESCRIPTORS.length()))));
      transcript.result(FakeTranscript.quoted(real));
      return real;
    }
    int flags = Flags.AT_SYMLINK_NOFOLLOW | Flags.AT_EMPTY_PATH;
    FakeNode node = placeOrDescriptor(dirfd, path, flags).node();
    if (!node.isLink()) {
      throw fail(path.isEmpty() ? Errno.ENOENT : Errno.EINVAL);
    }
    transcript.result(FakeTranscript.quoted(node.target));
    return node.target;
  }

  @Override
  public void unlinkat(int dirfd, String path, int flags) {
    begin(
        "unlinkat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FlagNames.at(flags));
    checkFlags(flags, Flags.AT_REMOVEDIR);
    FakeWalk.End end = end(dirfd, path, false, 0);
    FakePlace place = end.place();
    if (place == null) {
      throw fail(Errno.ENOENT);
    }
    checkWritable(end.directory());
    FakeNode node = place.node();
    boolean directory = (flags & Flags.AT_REMOVEDIR) != 0;
    if (directory != node.isDirectory()) {
      throw fail(directory ? Errno.ENOTDIR : Errno.EISDIR);
    }
    if (FakeCgroups.isOne(node.fileSystem)) {
      int errno = directory ? cgroups.mayRemove(node) : Errno.EPERM;
      if (errno != 0) {
        throw fail(errno);
      }
    } else if (!node.children.isEmpty()) {
      throw fail(Errno.ENOTEMPTY);
    }
    if (place.isMountRoot()) {
      throw fail(Errno.EBUSY);
    }
    end.directory().node().children.remove(end.name());
    node.loseName();
  }

  @Override
  public void renameat(int olddirfd, String oldpath, int newdirfd, String newpath) {
    begin(
        "renameat",
        Subject.link(newpath, oldpath),
        FakeTranscript.fd(olddirfd),
        FakeTranscript.quoted(oldpath),
        FakeTranscript.fd(newdirfd),
        FakeTranscript.quoted(newpath));
    FakeWalk.End from = end(olddirfd, oldpath, false, 0);
    FakeWalk.End to = end(newdirfd, newpath, false, 0);
    FakePlace moved = from.place();
    if (moved == null) {
      throw fail(Errno.ENOENT);
    }
    if (!from.directory().isSame(to.directory()) || moved.node().isDirectory()) {
      throw unmodelled("moving to another directory, or a directory");
    }
    checkWritable(from.directory());
    FakePlace replaced = to.place();
    if (replaced != null && replaced.node() == moved.node()) {
      return;
    }
    if (replaced != null && replaced.node().isDirectory()) {
      throw fail(Errno.EISDIR);
    }
    if (replaced != null) {
      replaced.node().loseName();
    }
    FakeNode directory = from.directory().node();
    directory.children.remove(from.name());
    moved.node().name = to.name();
    directory.children.put(to.name(), moved.node());
  }

  @Override
  public int getdents64(int fd, byte[] buffer) {
    begin("getdents64", Subject.descriptor(fd), String.valueOf(fd), String.valueOf(buffer.length));
    if (!(file(fd) instanceof FakeFile.At at) || !at.isReadable()) {
      throw fail(file(fd).isReadable() ? Errno.ENOTDIR : Errno.EBADF);
    }
    if (!at.place.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    return returns(FakeDirectoryEntries.next(this, at, buffer));
  }

  @Override
  public void flock(int fd, int operation) {
    begin("flock", Subject.descriptor(fd), String.valueOf(fd), String.valueOf(operation));
    FakeFile file = file(fd);
    if (!(file instanceof FakeFile.At at)) {
      throw unmodelled("locks of what is no file");
    }
    if ((at.flags & Flags.O_PATH) != 0) {
      throw fail(Errno.EBADF);
    }
    FakeNode node = at.place.node();
    node.lockedBy.removeIf(holder -> holder == file || !descriptors.files().contains(holder));
    switch (operation & ~Flags.LOCK_NB) {
      case Flags.LOCK_UN -> {}
      case Flags.LOCK_SH -> {
        if (node.lockedByOther || (node.lockedExclusively && !node.lockedBy.isEmpty())) {
          throw refusesLock(operation);
        }
        node.lockedBy.add(file);
        node.lockedExclusively = false;
      }
      case Flags.LOCK_EX -> {
        if (node.lockedByOther || !node.lockedBy.isEmpty()) {
          throw refusesLock(operation);
        }
        node.lockedBy.add(file);
        node.lockedExclusively = true;
      }
      default -> throw fail(Errno.EINVAL);
    }
  }

  private ErrnoException refusesLock(int operation) {
    if ((operation & Flags.LOCK_NB) == 0) {
      throw wouldWait();
    }
    return fail(Errno.EAGAIN);
  }

  @Override
  public int memfd_create(String name, int flags) {
    begin("memfd_create", name, FakeTranscript.quoted(name), FakeTranscript.hex(flags));
    checkString(name);
    checkFlags(flags, Flags.MFD_CLOEXEC | Flags.MFD_ALLOW_SEALING);
    FakeFileSystem memory = new FakeFileSystem("tmpfs", 2, "", 0, Flags.S_IFREG | 0777);
    FakePlace place = new FakeMountTable(memory).root.place();
    place.node().seals = (flags & Flags.MFD_ALLOW_SEALING) != 0 ? 0 : Flags.F_SEAL_SEAL;
    boolean cloexec = (flags & Flags.MFD_CLOEXEC) != 0;
    return returns(descriptors.open(new FakeFile.At(place, Flags.O_RDWR), cloexec));
  }

  @Override
  public FileStatus statx(int dirfd, String path, int flags) {
    begin(
        "statx",
        Subject.at(dirfd, path),
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FlagNames.at(flags));
    checkFlags(flags, Flags.AT_SYMLINK_NOFOLLOW | Flags.AT_EMPTY_PATH | Flags.AT_NO_AUTOMOUNT);
    FakePlace place = placeOrDescriptor(dirfd, path, flags);
    FakeNode node = place.node();
    return new FileStatus(
        node.mode,
        node.uid,
        node.gid,
        node.fileSystem.minor,
        node.inode,
        place.mount().id,
        place.isMountRoot(),
        node.isLink() ? node.target.length() : node.content.length,
        node.modifiedSeconds,
        node.modifiedNanos,
        node.device);
  }

  @Override
  public void chdir(String path) {
    begin("chdir", path, FakeTranscript.quoted(path));
    FakePlace place = place(Flags.AT_FDCWD, path, true);
    if (!place.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    cwd = place;
  }

  @Override
  public void fchdir(int fd) {
    begin("fchdir", Subject.descriptor(fd), String.valueOf(fd));
    FakePlace place = placeOf(fd);
    if (!place.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    cwd = place;
  }

  @Override
  public String getcwd() {
    begin("getcwd", "");
    if (cwd.node().removed) {
      throw fail(Errno.ENOENT);
    }
    String path = pathOf(cwd);
    transcript.result(FakeTranscript.quoted(path));
    return path;
  }

  @Override
  public int umask(int mask) {
    begin("umask", "", FakeTranscript.octal(mask));
    int old = umask;
    umask = mask & 0777;
    transcript.result(FakeTranscript.octal(old));
    return old;
  }
}
