package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;
import org.jspecify.annotations.Nullable;

/** System calls on mounts. */
abstract class MountCalls extends AttributeCalls {
  /** {@code struct mount_attr}: attr_set, attr_clr, propagation, userns_fd, 8 bytes each. */
  private static final int MOUNT_ATTR_SIZE = 32;

  @Override
  public void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    scratch.begin();
    long result =
        call(
            Nr.mount(),
            scratch.string(source),
            scratch.string(target),
            scratch.string(type),
            flags,
            scratch.string(data));
    if (result < 0) {
      throw failure("mount", Subject.mount(source, target, type), result);
    }
  }

  @Override
  public void umount2(String target, int flags) {
    scratch.begin();
    checked("umount2", target, call(Nr.umount2(), scratch.string(target), flags, 0));
  }

  @Override
  public void pivot_root(String newRoot, String putOld) {
    scratch.begin();
    long result = call(Nr.pivot_root(), scratch.string(newRoot), scratch.string(putOld), 0);
    checked("pivot_root", newRoot, result);
  }

  @Override
  public void chroot(String path) {
    scratch.begin();
    checked("chroot", path, call(Nr.chroot(), scratch.string(path), 0, 0));
  }

  @Override
  public int open_tree(int dirfd, String path, int flags) {
    scratch.begin();
    long result = call(Nr.open_tree(), dirfd, scratch.string(path), Integer.toUnsignedLong(flags));
    return result < 0 ? refused("open_tree", dirfd, path, result) : (int) result;
  }

  @Override
  public void move_mount(int fromFd, String fromPath, int toFd, String toPath, int flags) {
    scratch.begin();
    long result =
        call(
            Nr.move_mount(),
            fromFd,
            scratch.string(fromPath),
            toFd,
            scratch.string(toPath),
            Integer.toUnsignedLong(flags));
    if (result < 0) {
      throw failure("move_mount", Subject.move(fromFd, fromPath, toFd, toPath), result);
    }
  }

  @Override
  public void mount_setattr(
      int dirfd, String path, int flags, long set, long clear, long propagation) {
    scratch.begin();
    long name = scratch.string(path);
    long attr = scratch.zeroed(MOUNT_ATTR_SIZE);
    if (attr != 0) {
      Raw.pokeLong(attr, set);
      Raw.pokeLong(attr + 8, clear);
      Raw.pokeLong(attr + 16, propagation);
    }
    long result =
        call(Nr.mount_setattr(), dirfd, name, Integer.toUnsignedLong(flags), attr, MOUNT_ATTR_SIZE);
    if (result < 0) {
      refused("mount_setattr", dirfd, path, result);
    }
  }

  @Override
  public void mount_setattr_idmap(int dirfd, String path, int flags, int userns) {
    scratch.begin();
    long name = scratch.string(path);
    long attr = scratch.zeroed(MOUNT_ATTR_SIZE);
    if (attr != 0) {
      Raw.pokeLong(attr, Flags.MOUNT_ATTR_IDMAP);
      Raw.pokeLong(attr + 24, userns);
    }
    long result =
        call(Nr.mount_setattr(), dirfd, name, Integer.toUnsignedLong(flags), attr, MOUNT_ATTR_SIZE);
    if (result < 0) {
      refused("mount_setattr", dirfd, path, result);
    }
  }

  @Override
  public int fsopen(String type, int flags) {
    scratch.begin();
    return checked("fsopen", type, call(Nr.fsopen(), scratch.string(type), flags, 0));
  }

  @Override
  public void fsconfig(int fd, int command, @Nullable String key, @Nullable String value, int aux) {
    scratch.begin();
    long result =
        switch (command) {
          case Flags.FSCONFIG_SET_FLAG,
              Flags.FSCONFIG_SET_STRING,
              Flags.FSCONFIG_SET_PATH,
              Flags.FSCONFIG_SET_PATH_EMPTY,
              Flags.FSCONFIG_SET_FD,
              Flags.FSCONFIG_CMD_CREATE,
              Flags.FSCONFIG_CMD_RECONFIGURE ->
              call(Nr.fsconfig(), fd, command, scratch.string(key), scratch.string(value), aux);
          // FSCONFIG_SET_BINARY reads aux bytes at value, which is a string here.
          default -> -Errno.EINVAL;
        };
    if (result < 0) {
      throw failure("fsconfig", Subject.option(key, value), result);
    }
  }

  @Override
  public int fsmount(int fd, int flags, int attributes) {
    return checked("fsmount", fd, plain(Nr.fsmount(), fd, flags, attributes));
  }

  private static int refused(String call, int dirfd, String path, long result) {
    throw failure(call, Subject.at(dirfd, path), result);
  }
}
