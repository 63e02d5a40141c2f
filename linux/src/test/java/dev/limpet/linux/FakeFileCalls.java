package dev.limpet.linux;

import java.util.Arrays;
import java.util.Objects;

/** The fake's calls on files and descriptors. */
abstract class FakeFileCalls extends FakeCalls implements Kernel {
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

  private int umask = 022;

  FakeFileCalls(FakeCredentials credentials) {
    super(credentials);
  }

  /** Called after a write to a file of procfs. */
  abstract void wroteToProc(FakeNode node, byte[] bytes);

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
    return descriptors.open(new FakeFile.At(place, kept), cloexec);
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
    if (directory.fileSystem.type.equals("proc")) {
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
  public void close(int fd) {
    begin("close", Subject.descriptor(fd), String.valueOf(fd));
    if (!descriptors.close(fd)) {
      // A test should see this even where the code under test swallows errors of close.
      throw new AssertionError("close of descriptor " + fd + ", which is not open");
    }
  }

  @Override
  public void close_range(int first, int last, int flags) {
    begin(
        "close_range",
        Subject.descriptor(first),
        String.valueOf(first),
        Integer.toUnsignedString(last),
        FakeTranscript.hex(flags));
    checkFlags(flags, Flags.CLOSE_RANGE_CLOEXEC | Flags.CLOSE_RANGE_UNSHARE);
    if (Integer.compareUnsigned(first, last) > 0) {
      throw fail(Errno.EINVAL);
    }
    for (int fd : descriptors.open()) {
      if (fd >= first && Integer.compareUnsigned(fd, last) <= 0) {
        if ((flags & Flags.CLOSE_RANGE_CLOEXEC) != 0) {
          descriptors.setCloseOnExec(fd, true);
        } else {
          descriptors.close(fd);
        }
      }
    }
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    begin("read", Subject.descriptor(fd), String.valueOf(fd), String.valueOf(length));
    FakeFile file = file(fd);
    if (!file.isReadable()) {
      throw fail(Errno.EBADF);
    }
    int count =
        switch (file) {
          case FakeFile.At at -> readAt(at, buffer, offset, length);
          case FakeFile.Standard standard -> {
            int got = copy(standard.bytes, standard.position, buffer, offset, length);
            standard.position += got;
            yield got;
          }
          case FakeFile.PipeEnd end -> readPipe(end, buffer, offset, length);
          case FakeFile.Tree _ -> throw fail(Errno.EBADF);
          case FakeFile.Pid _ -> throw fail(Errno.EINVAL);
          case FakeFile.Context _, FakeFile.Socket _ -> throw unmodelled("reading from this");
        };
    return returns(count);
  }

  private int readAt(FakeFile.At at, byte[] buffer, int offset, int length) {
    FakeNode node = at.place.node();
    if (node.isDirectory()) {
      throw fail(Errno.EISDIR);
    }
    if (node.isDevice()) {
      if (node.name.equals("null")) {
        return 0;
      }
      throw unmodelled("reading from device " + node.name);
    }
    int count = copy(node.content, at.position, buffer, offset, length);
    at.position += count;
    return count;
  }

  private static int copy(byte[] from, int position, byte[] to, int offset, int length) {
    int count = Math.max(0, Math.min(length, from.length - position));
    System.arraycopy(from, position, to, offset, count);
    return count;
  }

  private int readPipe(FakeFile.PipeEnd end, byte[] buffer, int offset, int length) {
    FakePipe pipe = end.pipe;
    if (pipe.bytes.length == 0 && (pipe.otherHoldsWriter || holds(pipe, true))) {
      if (end.isNonBlocking()) {
        throw fail(Errno.EAGAIN);
      }
      throw wouldWait();
    }
    return pipe.take(buffer, offset, length);
  }

  final boolean holds(FakePipe pipe, boolean writer) {
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.PipeEnd end && end.pipe == pipe && end.isWritable() == writer) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int write(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    begin(
        "write",
        Subject.descriptor(fd),
        String.valueOf(fd),
        FakeTranscript.bytes(buffer, offset, length));
    FakeFile file = file(fd);
    if (!file.isWritable()) {
      throw fail(Errno.EBADF);
    }
    switch (file) {
      case FakeFile.At at -> writeAt(at, buffer, offset, length);
      case FakeFile.Standard standard -> {
        byte[] all = Arrays.copyOf(standard.bytes, standard.bytes.length + length);
        System.arraycopy(buffer, offset, all, standard.bytes.length, length);
        standard.bytes = all;
      }
      case FakeFile.PipeEnd end -> {
        if (!end.pipe.otherHoldsReader && !holds(end.pipe, false)) {
          throw fail(Errno.EPIPE);
        }
        end.pipe.append(buffer, offset, length);
      }
      case FakeFile.Tree _ -> throw fail(Errno.EBADF);
      case FakeFile.Pid _ -> throw fail(Errno.EINVAL);
      case FakeFile.Context _, FakeFile.Socket _ -> throw unmodelled("writing to this");
    }
    return returns(length);
  }

  private void writeAt(FakeFile.At at, byte[] buffer, int offset, int length) {
    FakeNode node = at.place.node();
    if (node.isDevice()) {
      if (node.name.equals("full")) {
        throw fail(Errno.ENOSPC);
      }
      return;
    }
    byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
    if (node.fileSystem.type.equals("proc")) {
      wroteToProc(node, bytes);
      return;
    }
    int position = (at.flags & Flags.O_APPEND) != 0 ? node.content.length : at.position;
    byte[] content = Arrays.copyOf(node.content, Math.max(node.content.length, position + length));
    System.arraycopy(bytes, 0, content, position, length);
    node.content = content;
    at.position = position + length;
  }

  @Override
  public int fcntl(int fd, int command, long argument) {
    begin(
        "fcntl",
        Subject.descriptor(fd),
        String.valueOf(fd),
        String.valueOf(command),
        String.valueOf(argument));
    FakeFile file = file(fd);
    return switch (command) {
      case Flags.F_DUPFD -> returns(descriptors.openFrom((int) argument, file, false));
      case Flags.F_DUPFD_CLOEXEC -> returns(descriptors.openFrom((int) argument, file, true));
      case Flags.F_GETFD -> returns(descriptors.isCloseOnExec(fd) ? Flags.FD_CLOEXEC : 0);
      case Flags.F_SETFD -> {
        descriptors.setCloseOnExec(fd, (argument & Flags.FD_CLOEXEC) != 0);
        yield 0;
      }
      case Flags.F_GETFL -> returns(file.flags);
      case Flags.F_SETFL -> {
        int changeable = Flags.O_APPEND | Flags.O_NONBLOCK | Flags.O_DIRECT | Flags.O_NOATIME;
        file.flags = (file.flags & ~changeable) | ((int) argument & changeable);
        yield 0;
      }
      default -> throw fail(Errno.EINVAL);
    };
  }

  @Override
  public int dup3(int oldfd, int newfd, int flags) {
    begin(
        "dup3",
        Subject.descriptor(oldfd),
        String.valueOf(oldfd),
        String.valueOf(newfd),
        FlagNames.open(flags));
    checkFlags(flags, Flags.O_CLOEXEC);
    FakeFile file = file(oldfd);
    if (oldfd == newfd) {
      throw fail(Errno.EINVAL);
    }
    if (newfd < 0) {
      throw fail(Errno.EBADF);
    }
    descriptors.put(newfd, file, flags != 0);
    return returns(newfd);
  }

  @Override
  public void pipe2(int[] fds, int flags) {
    begin("pipe2", "", FlagNames.open(flags));
    checkFlags(flags, Flags.O_CLOEXEC | Flags.O_NONBLOCK | Flags.O_DIRECT);
    FakePipe pipe = new FakePipe();
    int kept = flags & ~Flags.O_CLOEXEC;
    boolean cloexec = (flags & Flags.O_CLOEXEC) != 0;
    fds[0] = descriptors.open(new FakeFile.PipeEnd(pipe, kept | Flags.O_RDONLY), cloexec);
    fds[1] = descriptors.open(new FakeFile.PipeEnd(pipe, kept | Flags.O_WRONLY), cloexec);
    transcript.result("[" + fds[0] + ", " + fds[1] + "]");
  }

  @Override
  public void mkdirat(int dirfd, String path, int mode) {
    begin(
        "mkdirat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FakeTranscript.octal(mode));
    createNew(dirfd, path, Flags.S_IFDIR | (mode & ~umask & 07777));
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
    if (!node.children.isEmpty()) {
      throw fail(Errno.ENOTEMPTY);
    }
    if (place.isMountRoot()) {
      throw fail(Errno.EBUSY);
    }
    end.directory().node().children.remove(end.name());
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

  @Override
  public boolean isatty(int fd) {
    begin("isatty", Subject.descriptor(fd), String.valueOf(fd));
    boolean terminal = descriptors.get(fd) instanceof FakeFile.Standard file && file.terminal;
    transcript.result(String.valueOf(terminal));
    return terminal;
  }
}
