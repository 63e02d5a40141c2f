package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fake's mount(2), umount2 and pivot_root, with the kernel's checks (fs/namespace.c). */
abstract class FakeMountCalls extends FakeAttributeCalls {
  private static final long PROPAGATION =
      Flags.MS_SHARED | Flags.MS_PRIVATE | Flags.MS_SLAVE | Flags.MS_UNBINDABLE;

  private static final long NEW_FLAGS =
      Flags.MS_RDONLY
          | Flags.MS_NOSUID
          | Flags.MS_NODEV
          | Flags.MS_NOEXEC
          | Flags.MS_NOATIME
          | Flags.MS_NODIRATIME
          | Flags.MS_NOSYMFOLLOW
          | Flags.MS_RELATIME
          | Flags.MS_STRICTATIME
          | Flags.MS_SILENT;

  FakeMountCalls(FakeCredentials credentials) {
    super(credentials);
  }

  /**
   * Whether a namespace of that kind (CLONE_NEW*) is one that the process's user namespace owns.
   */
  abstract boolean owns(int namespace);

  /** Mounts are changed with CAP_SYS_ADMIN in the user namespace that owns the mount namespace. */
  final void checkMayMount() {
    if (!credentials.has("CAP_SYS_ADMIN") || !owns(Flags.CLONE_NEWNS)) {
      throw fail(Errno.EPERM);
    }
  }

  @Override
  public void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    begin(
        "mount",
        Subject.mount(source, target, type),
        FakeTranscript.quoted(source),
        FakeTranscript.quoted(target),
        FakeTranscript.quoted(type),
        FlagNames.mount(flags),
        FakeTranscript.quoted(data));
    checkString(source);
    checkString(type);
    checkString(data);
    FakePlace at = place(Flags.AT_FDCWD, target, true);
    checkMayMount();
    if ((flags & Flags.MS_REMOUNT) != 0) {
      remount(at, flags & ~Flags.MS_REMOUNT);
    } else if ((flags & Flags.MS_BIND) != 0) {
      checkFlags(flags, Flags.MS_BIND | Flags.MS_REC | Flags.MS_SILENT);
      FakePlace from = bindSource(source);
      attach(copy(from, (flags & Flags.MS_REC) != 0), at);
    } else if ((flags & PROPAGATION) != 0) {
      propagate(at, flags);
    } else if ((flags & Flags.MS_MOVE) != 0) {
      move(bindSource(source), at);
    } else {
      mountNew(type, at, flags, data == null ? "" : data);
    }
  }

  private FakePlace bindSource(@Nullable String source) {
    if (source == null || source.isEmpty()) {
      throw fail(source == null ? Errno.EINVAL : Errno.ENOENT);
    }
    return place(Flags.AT_FDCWD, source, true);
  }

  private void mountNew(@Nullable String type, FakePlace at, long flags, String data) {
    if ((flags & ~NEW_FLAGS) != 0) {
      throw unmodelled("mount flags " + FlagNames.mount(flags));
    }
    if (type == null) {
      throw fail(Errno.EINVAL);
    }
    FakeFileSystem fileSystem = create(type, data);
    attach(List.of(mounts.create(fileSystem.root, attributes(flags))), at);
  }

  /** A new file system, if the process may have one of that type. */
  final FakeFileSystem create(String type, String options) {
    FakeFileSystemType known = FakeFileSystemType.named(type);
    if (known == null) {
      throw fail(Errno.ENODEV);
    }
    if (!known.takes(options)) {
      throw fail(Errno.EINVAL);
    }
    if (known.namespace() != 0 && !owns(known.namespace())) {
      throw fail(Errno.EPERM);
    }
    return known.create(mounts.nextMinor() + 1, options, credentials.userNamespace);
  }

  /** MOUNT_ATTR_* for MS_*. */
  private static int attributes(long flags) {
    int attributes = (int) flags & 0xf;
    attributes |= (flags & Flags.MS_NOATIME) != 0 ? Flags.MOUNT_ATTR_NOATIME : 0;
    attributes |= (flags & Flags.MS_STRICTATIME) != 0 ? Flags.MOUNT_ATTR_STRICTATIME : 0;
    attributes |= (flags & Flags.MS_NODIRATIME) != 0 ? Flags.MOUNT_ATTR_NODIRATIME : 0;
    attributes |= (flags & Flags.MS_NOSYMFOLLOW) != 0 ? Flags.MOUNT_ATTR_NOSYMFOLLOW : 0;
    return attributes;
  }

  private void remount(FakePlace at, long flags) {
    checkAttached(at);
    if (!at.isMountRoot()) {
      throw fail(Errno.EINVAL);
    }
    if ((flags & ~(NEW_FLAGS | Flags.MS_BIND)) != 0) {
      throw unmodelled("remount flags " + FlagNames.mount(flags));
    }
    int attributes = attributes(flags);
    checkLocked(at.mount(), at.mount().attributes & ~attributes);
    if ((flags & Flags.MS_BIND) == 0) {
      // Without MS_BIND the file system itself changes, which belongs to its user namespace.
      if (at.node().fileSystem.userNamespace < credentials.userNamespace) {
        throw fail(Errno.EPERM);
      }
      at.node().fileSystem.readOnly = (flags & Flags.MS_RDONLY) != 0;
    }
    at.mount().attributes = attributes;
  }

  /** Refuses to take away attributes that came from a more privileged namespace. */
  final void checkLocked(FakeMount mount, int cleared) {
    int protectedBits =
        Flags.MOUNT_ATTR_RDONLY
            | Flags.MOUNT_ATTR_NOSUID
            | Flags.MOUNT_ATTR_NODEV
            | Flags.MOUNT_ATTR_NOEXEC;
    if ((mount.lockedAttributes & cleared & protectedBits) != 0) {
      throw fail(Errno.EPERM);
    }
  }

  private void propagate(FakePlace at, long flags) {
    long kind = flags & PROPAGATION;
    checkFlags(flags, PROPAGATION | Flags.MS_REC | Flags.MS_SILENT);
    if (Long.bitCount(kind) != 1 || !at.isMountRoot()) {
      throw fail(Errno.EINVAL);
    }
    checkAttached(at);
    List<FakeMount> changed =
        (flags & Flags.MS_REC) != 0 ? mounts.tree(at.mount()) : List.of(at.mount());
    for (FakeMount mount : changed) {
      mount.propagation = kind;
    }
  }

  final void checkAttached(FakePlace place) {
    if (!mounts.contains(place.mount())) {
      throw fail(Errno.EINVAL);
    }
  }

  /**
   * Copies of the mount at a place and, if {@code recursive}, of those below; the first is the top.
   */
  final List<FakeMount> copy(FakePlace from, boolean recursive) {
    checkAttached(from);
    if (from.mount().propagation == Flags.MS_UNBINDABLE) {
      throw fail(Errno.EINVAL);
    }
    List<FakeMount> below = new ArrayList<>();
    for (FakeMount mount : mounts.tree(from.mount())) {
      FakePlace at = mount.at;
      if (mount != from.mount() && at != null && isBelow(from, at)) {
        below.add(mount);
        if (mount.locked && !recursive) {
          // A copy without what is mounted on it would show what lies underneath.
          throw fail(Errno.EINVAL);
        }
      }
    }
    List<FakeMount> copies = new ArrayList<>();
    List<FakeMount> originals = new ArrayList<>();
    copies.add(copyOf(from.mount(), from.node()));
    originals.add(from.mount());
    for (FakeMount mount : recursive ? below : List.<FakeMount>of()) {
      FakePlace at = mount.at;
      int parent = at == null ? -1 : originals.indexOf(at.mount());
      if (at != null && parent >= 0 && mount.propagation != Flags.MS_UNBINDABLE) {
        FakeMount copy = copyOf(mount, mount.root);
        copy.locked = mount.locked;
        copy.at = new FakePlace(copies.get(parent), at.node());
        copies.add(copy);
        originals.add(mount);
      }
    }
    return copies;
  }

  private FakeMount copyOf(FakeMount mount, FakeNode root) {
    FakeMount copy = mounts.create(root, mount.attributes);
    copy.lockedAttributes = mount.lockedAttributes;
    copy.propagation = mount.propagation;
    return copy;
  }

  /** Whether a place is at or below another one. */
  final boolean isBelow(FakePlace above, FakePlace place) {
    FakePlace at = place;
    while (true) {
      if (at.isSame(above)) {
        return true;
      }
      FakeNode parent = at.node().parent;
      FakePlace mountPoint = at.mount().at;
      if (!at.isMountRoot() && parent != null) {
        at = new FakePlace(at.mount(), parent);
      } else if (mountPoint != null) {
        at = mountPoint;
      } else {
        return false;
      }
    }
  }

  /** Attaches a detached tree. */
  final void attach(List<FakeMount> tree, FakePlace target) {
    checkAttached(target);
    if (tree.get(0).root.isDirectory() != target.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    FakePlace at = mounts.top(target);
    for (FakeMount mount : tree) {
      mounts.attach(mount, mount == tree.get(0) ? at : attachedAt(mount));
    }
  }

  private static FakePlace attachedAt(FakeMount mount) {
    FakePlace at = mount.at;
    if (at == null) {
      throw new AssertionError("a mount in a tree hangs on nothing");
    }
    return at;
  }

  /** Moves an attached mount. */
  final void move(FakePlace from, FakePlace to) {
    checkAttached(from);
    checkAttached(to);
    FakeMount mount = from.mount();
    FakePlace old = mount.at;
    if (!from.isMountRoot()
        || old == null
        || mount.locked
        || old.mount().propagation == Flags.MS_SHARED) {
      throw fail(Errno.EINVAL);
    }
    // Where a new mount of the wrong kind is ENOTDIR, a moved one is EINVAL.
    if (mount.root.isDirectory() != to.node().isDirectory()) {
      throw fail(Errno.EINVAL);
    }
    if (isBelow(from, to)) {
      throw fail(Errno.ELOOP);
    }
    mount.at = mounts.top(to);
  }

  @Override
  public void umount2(String target, int flags) {
    begin("umount2", target, FakeTranscript.quoted(target), umountFlags(flags));
    checkFlags(flags, Flags.MNT_FORCE | Flags.MNT_DETACH | Flags.UMOUNT_NOFOLLOW);
    boolean follow = (flags & Flags.UMOUNT_NOFOLLOW) == 0;
    FakePlace place = mounts.top(place(Flags.AT_FDCWD, target, follow));
    checkMayMount();
    checkAttached(place);
    FakeMount mount = place.mount();
    if (!place.isMountRoot() || mount.locked) {
      throw fail(Errno.EINVAL);
    }
    if (mount == mounts.root) {
      throw unmodelled("umount of the namespace's root");
    }
    if ((flags & Flags.MNT_DETACH) == 0 && isBusy(mount)) {
      throw fail(Errno.EBUSY);
    }
    mounts.detach(mount);
  }

  private static String umountFlags(int flags) {
    return flags == Flags.MNT_DETACH ? "MNT_DETACH" : FakeTranscript.hex(flags);
  }

  private boolean isBusy(FakeMount mount) {
    if (mounts.tree(mount).size() > 1 || cwd.mount() == mount || root.mount() == mount) {
      return true;
    }
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.At at && at.place.mount() == mount) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void pivot_root(String newRoot, String putOld) {
    begin("pivot_root", newRoot, FakeTranscript.quoted(newRoot), FakeTranscript.quoted(putOld));
    checkMayMount();
    FakePlace fresh = directory(newRoot);
    FakePlace old = directory(putOld);
    FakeMount mount = fresh.mount();
    FakePlace freshAt = mount.at;
    checkAttached(fresh);
    checkAttached(root);
    if (mount == root.mount() || old.mount() == root.mount()) {
      throw fail(Errno.EBUSY);
    }
    if (freshAt == null
        || !fresh.isMountRoot()
        || !root.isMountRoot()
        || mount.locked
        || old.mount().propagation == Flags.MS_SHARED
        || freshAt.mount().propagation == Flags.MS_SHARED
        || !isBelow(fresh, old)
        || !isBelow(root, fresh)) {
      throw fail(Errno.EINVAL);
    }
    if (root.mount() != mounts.root) {
      throw unmodelled("pivot_root in a chroot");
    }
    FakePlace oldRoot = root;
    mounts.pivot(mount, mounts.top(old));
    root = fresh;
    if (cwd.isSame(oldRoot)) {
      cwd = fresh;
    }
  }

  private FakePlace directory(String path) {
    FakePlace place = place(Flags.AT_FDCWD, path, true);
    if (!place.node().isDirectory()) {
      throw fail(Errno.ENOTDIR);
    }
    return place;
  }
}
