package dev.limpet.linux;

/** The fake's calls on what a file system keeps of a file beside its content. */
abstract class FakeAttributeCalls extends FakeFileCalls {
  private static final long NANOS = 1_000_000_000;
  private static final int XATTR_NAME_MAX = 255;
  private static final int XATTR_SIZE_MAX = 65536;

  FakeAttributeCalls(FakeCredentials credentials) {
    super(credentials);
  }

  @Override
  public void linkat(int olddirfd, String oldpath, int newdirfd, String newpath, int flags) {
    begin(
        "linkat",
        Subject.link(oldpath, newpath),
        FakeTranscript.fd(olddirfd),
        FakeTranscript.quoted(oldpath),
        FakeTranscript.fd(newdirfd),
        FakeTranscript.quoted(newpath),
        FlagNames.at(flags));
    checkFlags(flags, Flags.AT_SYMLINK_FOLLOW | Flags.AT_EMPTY_PATH);
    if ((flags & Flags.AT_EMPTY_PATH) != 0) {
      throw unmodelled("links to descriptors");
    }
    FakePlace old = place(olddirfd, oldpath, (flags & Flags.AT_SYMLINK_FOLLOW) != 0);
    FakeWalk.End end = end(newdirfd, newpath, false, 0);
    if (end.place() != null) {
      throw fail(Errno.EEXIST);
    }
    if (old.mount() != end.directory().mount()) {
      throw fail(Errno.EXDEV);
    }
    checkWritable(end.directory());
    if (old.node().isDirectory()) {
      throw fail(Errno.EPERM);
    }
    old.node().names++;
    end.directory().node().children.put(end.name(), old.node());
  }

  @Override
  public void fchownat(int dirfd, String path, int uid, int gid, int flags) {
    begin(
        "fchownat",
        Subject.at(dirfd, path),
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        String.valueOf(uid),
        String.valueOf(gid),
        FlagNames.at(flags));
    checkFlags(flags, Flags.AT_SYMLINK_NOFOLLOW | Flags.AT_EMPTY_PATH);
    FakePlace place = placeOrDescriptor(dirfd, path, flags);
    checkWritable(place);
    if (credentials.userNamespace > 0) {
      throw unmodelled("owners in a user namespace");
    }
    FakeNode node = place.node();
    boolean owner = node.uid == credentials.uid;
    boolean uidStays = uid == -1 || (owner && uid == node.uid);
    boolean gidStays = gid == -1 || (owner && (gid == node.gid || gid == credentials.gid));
    if (!(uidStays && gidStays)) {
      checkCapability("CAP_CHOWN");
    }
    node.uid = uid == -1 ? node.uid : uid;
    node.gid = gid == -1 ? node.gid : gid;
    if (!node.isDirectory()) {
      boolean groupRuns = (node.mode & 010) != 0;
      node.mode &= groupRuns ? ~(Flags.S_ISUID | Flags.S_ISGID) : ~Flags.S_ISUID;
      node.attributes.remove("security.capability");
    }
  }

  @Override
  public void fchmodat(int dirfd, String path, int mode) {
    begin(
        "fchmodat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FakeTranscript.octal(mode));
    FakePlace place = place(dirfd, path, true);
    checkWritable(place);
    FakeNode node = place.node();
    checkOwner(node);
    boolean member = node.gid == credentials.gid || credentials.has("CAP_FSETID");
    node.mode = node.type() | (mode & 07777 & (member ? ~0 : ~Flags.S_ISGID));
  }

  @Override
  public void utimensat(
      int dirfd,
      String path,
      long accessSeconds,
      long accessNanos,
      long modificationSeconds,
      long modificationNanos,
      int flags) {
    begin(
        "utimensat",
        path,
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        accessSeconds + "." + accessNanos,
        modificationSeconds + "." + modificationNanos,
        FlagNames.at(flags));
    if (!isNanos(accessNanos) || !isNanos(modificationNanos)) {
      throw fail(Errno.EINVAL);
    }
    checkFlags(flags, Flags.AT_SYMLINK_NOFOLLOW);
    FakePlace place = place(dirfd, path, (flags & Flags.AT_SYMLINK_NOFOLLOW) == 0);
    checkWritable(place);
    checkOwner(place.node());
    place.node().modifiedSeconds = modificationSeconds;
    place.node().modifiedNanos = (int) modificationNanos;
  }

  private boolean isNanos(long nanos) {
    if (nanos == 0x3fffffff || nanos == 0x3ffffffe) {
      throw unmodelled("UTIME_NOW and UTIME_OMIT");
    }
    return nanos >= 0 && nanos < NANOS;
  }

  private void checkOwner(FakeNode node) {
    if (node.uid != credentials.uid) {
      checkCapability("CAP_FOWNER");
    }
  }

  @Override
  public void lsetxattr(String path, String name, byte[] value, int flags) {
    begin(
        "lsetxattr",
        name + " of " + path,
        FakeTranscript.quoted(path),
        FakeTranscript.quoted(name),
        value.length + " bytes",
        FakeTranscript.hex(flags));
    checkString(path);
    checkString(name);
    checkFlags(flags, Flags.XATTR_CREATE | Flags.XATTR_REPLACE);
    if (name.isEmpty() || OsString.encode(name).length > XATTR_NAME_MAX) {
      throw fail(Errno.ERANGE);
    }
    if (value.length > XATTR_SIZE_MAX) {
      throw fail(Errno.E2BIG);
    }
    FakePlace place = place(Flags.AT_FDCWD, path, false);
    checkWritable(place);
    FakeNode node = place.node();
    checkMaySet(node, name);
    boolean present = node.attributes.containsKey(name);
    if (present && (flags & Flags.XATTR_CREATE) != 0) {
      throw fail(Errno.EEXIST);
    }
    if (!present && (flags & Flags.XATTR_REPLACE) != 0) {
      throw fail(Errno.ENODATA);
    }
    node.attributes.put(name, value.clone());
  }

  /** xattr(7): who may set what on which kind of file. */
  private void checkMaySet(FakeNode node, String name) {
    if (name.startsWith("user.") && name.length() > "user.".length()) {
      if (node.type() != Flags.S_IFREG && !node.isDirectory()) {
        throw fail(Errno.EPERM);
      }
      checkOwner(node);
    } else if (name.equals("security.capability")) {
      checkCapability("CAP_SETFCAP");
      throw unmodelled("the check of a file's capabilities");
    } else if (name.startsWith("trusted.") || name.startsWith("security.")) {
      checkCapability("CAP_SYS_ADMIN");
    } else {
      throw fail(Errno.EOPNOTSUPP);
    }
  }

  @Override
  public void syncfs(int fd) {
    begin("syncfs", Subject.descriptor(fd), String.valueOf(fd));
    if (file(fd) instanceof FakeFile.At at && (at.flags & Flags.O_PATH) != 0) {
      throw fail(Errno.EBADF);
    }
  }
}
