package dev.limpet.linux;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake's calls on mounts by descriptor: open_tree, move_mount, mount_setattr, fsopen … */
abstract class FakeTreeCalls extends FakeMountCalls {
  private static final int LOOKUP =
      Flags.AT_EMPTY_PATH | Flags.AT_NO_AUTOMOUNT | Flags.AT_SYMLINK_NOFOLLOW;

  private static final long ATTRIBUTES =
      Flags.MOUNT_ATTR_RDONLY
          | Flags.MOUNT_ATTR_NOSUID
          | Flags.MOUNT_ATTR_NODEV
          | Flags.MOUNT_ATTR_NOEXEC
          | Flags.MOUNT_ATTR__ATIME
          | Flags.MOUNT_ATTR_NODIRATIME
          | Flags.MOUNT_ATTR_NOSYMFOLLOW;

  FakeTreeCalls(FakeCredentials credentials) {
    super(credentials);
  }

  @Override
  public int open_tree(int dirfd, String path, int flags) {
    begin(
        "open_tree",
        Subject.at(dirfd, path),
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FlagNames.at(flags));
    checkFlags(
        flags, LOOKUP | Flags.AT_RECURSIVE | Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC);
    boolean clone = (flags & Flags.OPEN_TREE_CLONE) != 0;
    boolean recursive = (flags & Flags.AT_RECURSIVE) != 0;
    if (recursive && !clone) {
      throw fail(Errno.EINVAL);
    }
    if (clone) {
      checkMayMount();
    }
    FakePlace place = placeOrDescriptor(dirfd, path, flags);
    FakeFile file =
        clone ? new FakeFile.Tree(copy(place, recursive)) : new FakeFile.At(place, Flags.O_PATH);
    return returns(descriptors.open(file, (flags & Flags.OPEN_TREE_CLOEXEC) != 0));
  }

  @Override
  public void move_mount(int fromFd, String fromPath, int toFd, String toPath, int flags) {
    begin(
        "move_mount",
        Subject.move(fromFd, fromPath, toFd, toPath),
        FakeTranscript.fd(fromFd),
        FakeTranscript.quoted(fromPath),
        FakeTranscript.fd(toFd),
        FakeTranscript.quoted(toPath),
        FakeTranscript.hex(flags));
    checkFlags(flags, 0x77);
    checkMayMount();
    boolean fromEmpty = (flags & Flags.MOVE_MOUNT_F_EMPTY_PATH) != 0;
    boolean toEmpty = (flags & Flags.MOVE_MOUNT_T_EMPTY_PATH) != 0;
    FakePlace to =
        toPath.isEmpty() && toEmpty
            ? placeOf(toFd)
            : place(toFd, toPath, (flags & Flags.MOVE_MOUNT_T_SYMLINKS) != 0);
    if (fromPath.isEmpty()
        && fromEmpty
        && file(fromFd) instanceof FakeFile.Tree tree
        && !mounts.contains(tree.top())) {
      if (tree.top().root.isDirectory() != to.node().isDirectory()) {
        throw fail(Errno.EINVAL);
      }
      attach(tree.mounts, to);
      return;
    }
    FakePlace from =
        fromPath.isEmpty() && fromEmpty
            ? placeOf(fromFd)
            : place(fromFd, fromPath, (flags & Flags.MOVE_MOUNT_F_SYMLINKS) != 0);
    move(from, to);
  }

  @Override
  public void mount_setattr(
      int dirfd, String path, int flags, long set, long clear, long propagation) {
    begin(
        "mount_setattr",
        Subject.at(dirfd, path),
        FakeTranscript.fd(dirfd),
        FakeTranscript.quoted(path),
        FlagNames.at(flags),
        "set " + FlagNames.attributes(set),
        "clear " + FlagNames.attributes(clear),
        FlagNames.mount(propagation));
    checkFlags(flags, LOOKUP | Flags.AT_RECURSIVE);
    if (((set | clear) & Flags.MOUNT_ATTR_IDMAP) != 0) {
      throw unmodelled("idmapped mounts");
    }
    checkFlags(set | clear, ATTRIBUTES);
    checkMayMount();
    boolean atime = ((set | clear) & Flags.MOUNT_ATTR__ATIME) != 0;
    if (atime && (clear & Flags.MOUNT_ATTR__ATIME) != Flags.MOUNT_ATTR__ATIME) {
      throw fail(Errno.EINVAL);
    }
    FakePlace place = placeOrDescriptor(dirfd, path, flags);
    if (!place.isMountRoot() || Long.bitCount(propagation) > 1) {
      throw fail(Errno.EINVAL);
    }
    List<FakeMount> changed =
        (flags & Flags.AT_RECURSIVE) != 0 ? treeOf(place.mount()) : List.of(place.mount());
    for (FakeMount mount : changed) {
      checkLocked(mount, (int) (clear & ~set));
    }
    for (FakeMount mount : changed) {
      mount.attributes = (int) ((mount.attributes & ~clear) | set);
      mount.propagation = propagation == 0 ? mount.propagation : propagation;
    }
  }

  /** The mounts below one, be it attached or in the hands of a descriptor. */
  private List<FakeMount> treeOf(FakeMount mount) {
    if (mounts.contains(mount)) {
      return mounts.tree(mount);
    }
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.Tree tree && tree.top() == mount) {
        return tree.mounts;
      }
    }
    throw fail(Errno.EINVAL);
  }

  @Override
  public void mount_setattr_idmap(int dirfd, String path, int flags, int userns) {
    throw unmodelled("idmapped mounts");
  }

  @Override
  public int fsopen(String type, int flags) {
    begin("fsopen", type, FakeTranscript.quoted(type), FakeTranscript.hex(flags));
    checkFlags(flags, Flags.FSOPEN_CLOEXEC);
    checkMayMount();
    if (FakeFileSystemType.named(type) == null) {
      throw fail(Errno.ENODEV);
    }
    return returns(descriptors.open(new FakeFile.Context(type), flags != 0));
  }

  @Override
  public void fsconfig(int fd, int command, @Nullable String key, @Nullable String value, int aux) {
    begin(
        "fsconfig",
        Subject.option(key, value),
        String.valueOf(fd),
        String.valueOf(command),
        FakeTranscript.quoted(key),
        FakeTranscript.quoted(value),
        String.valueOf(aux));
    FakeFile.Context context = context(fd);
    switch (command) {
      case Flags.FSCONFIG_SET_FLAG, Flags.FSCONFIG_SET_STRING -> {
        if (key == null || (value == null) != (command == Flags.FSCONFIG_SET_FLAG)) {
          throw fail(Errno.EINVAL);
        }
        if (context.created != null) {
          throw fail(Errno.EBUSY);
        }
        FakeFileSystemType type = FakeFileSystemType.named(context.type);
        if (!key.equals("source") && (type == null || !type.takes(key))) {
          throw fail(Errno.EINVAL);
        }
        context.options.put(key, value == null ? "" : value);
      }
      case Flags.FSCONFIG_CMD_CREATE -> {
        if (key != null || value != null) {
          throw fail(Errno.EINVAL);
        }
        context.created = create(context.type, text(context.options));
      }
      default -> throw unmodelled("fsconfig command " + command);
    }
  }

  private static String text(Map<String, String> options) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> option : options.entrySet()) {
      // The source is every file system's and an option of none.
      if (!option.getKey().equals("source")) {
        text.append(text.isEmpty() ? "" : ",").append(option.getKey());
        text.append(option.getValue().isEmpty() ? "" : "=").append(option.getValue());
      }
    }
    return text.toString();
  }

  private FakeFile.Context context(int fd) {
    if (file(fd) instanceof FakeFile.Context context) {
      return context;
    }
    throw fail(Errno.EINVAL);
  }

  @Override
  public int fsmount(int fd, int flags, int attributes) {
    begin(
        "fsmount",
        Subject.descriptor(fd),
        String.valueOf(fd),
        FakeTranscript.hex(flags),
        FlagNames.attributes(attributes));
    checkMayMount();
    checkFlags(flags, Flags.FSMOUNT_CLOEXEC);
    checkFlags(attributes, ATTRIBUTES);
    FakeFileSystem created = context(fd).created;
    if (created == null) {
      throw fail(Errno.EINVAL);
    }
    FakeMount mount = mounts.create(created.root, attributes);
    return returns(descriptors.open(new FakeFile.Tree(List.of(mount)), flags != 0));
  }
}
