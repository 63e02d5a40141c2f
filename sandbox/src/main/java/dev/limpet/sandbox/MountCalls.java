package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.List;

/**
 * The steps on mounts, as system calls. Paths are absolute, and those of the box once it has a
 * root.
 */
final class MountCalls {
  private static final long RESTRICTED =
      Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NODEV;

  /** An empty directory and an empty file: see MountPlanner and WorkInHostDev. */
  private static final String NOTHING = "/dev/pts";

  /** The box's own: a bind has its source's flags, and this one is read-only. */
  private static final String NO_CONTENT = "/dev/null";

  private final Kernel kernel;
  private final Trees trees;

  /** The host's root, from {@link #enterRoot} on. */
  private int hostRoot = -1;

  MountCalls(Kernel kernel) {
    this.kernel = kernel;
    this.trees = new Trees(kernel);
  }

  void take(Step.TakeTree tree) {
    trees.take(tree.slot(), tree.source(), tree.writable());
  }

  void place(Step.PlaceTree tree) {
    trees.place(tree);
  }

  void makePath(String path) {
    trees.makeDirectory(path);
  }

  /** All that is mounted, also what the plan has not seen because it came since. */
  void sealRoot(boolean writable) {
    kernel.mount_setattr(Flags.AT_FDCWD, "/", Flags.AT_RECURSIVE, RESTRICTED, 0, Flags.MS_PRIVATE);
    if (writable) {
      try {
        setReadOnly("/", false);
      } catch (ErrnoException e) {
        // EPERM: it is read-only for the caller, too, who is in a box or on such a host.
        if (e.errno() != Errno.EPERM) {
          throw e;
        }
      }
    }
  }

  private static long restricted(boolean writable) {
    return writable ? RESTRICTED & ~Flags.MOUNT_ATTR_RDONLY : RESTRICTED;
  }

  /** Mounts a copy of the directory over itself, which is a place that is always there. */
  void enterRoot(Step.EnterRoot root) {
    int recursive = root.recursive() ? Flags.AT_RECURSIVE : 0;
    int tree =
        kernel.open_tree(
            Flags.AT_FDCWD,
            root.source(),
            Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | recursive);
    kernel.mount_setattr(
        tree,
        "",
        Flags.AT_EMPTY_PATH | recursive,
        restricted(root.writable()),
        0,
        Flags.MS_PRIVATE);
    kernel.move_mount(tree, "", Flags.AT_FDCWD, root.source(), Flags.MOVE_MOUNT_F_EMPTY_PATH);
    hostRoot = kernel.openat(Flags.AT_FDCWD, "/", Flags.O_PATH | Flags.O_CLOEXEC, 0);
    kernel.pivot_root(root.source(), root.source());
  }

  /** Remembers the descriptor of a root that was left. */
  void leaveLater(int root) {
    hostRoot = root;
  }

  /**
   * Lets go of the host's root by its descriptor, never by the path "/": what lies on top there is
   * up to what was mounted since.
   */
  void leaveHost() {
    if (hostRoot >= 0) {
      kernel.fchdir(hostRoot);
      kernel.umount2(".", Flags.MNT_DETACH);
    }
    kernel.chdir("/");
  }

  /**
   * Fails where a place that the box mounts on is a link or no directory: in a root that somebody
   * else made it could lead anywhere.
   */
  void requireDirectory(String path) {
    int fd =
        kernel.openat2(
            Flags.AT_FDCWD,
            path,
            Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC,
            0,
            Flags.RESOLVE_NO_SYMLINKS);
    kernel.close(fd);
  }

  void mountNew(Step.MountNew mount) {
    String data = mount.data().isEmpty() ? null : mount.data();
    kernel.mount(mount.type(), mount.target(), mount.type(), mount.flags(), data);
  }

  void setReadOnly(String path, boolean readOnly) {
    long set = readOnly ? Flags.MOUNT_ATTR_RDONLY : 0;
    kernel.mount_setattr(Flags.AT_FDCWD, path, 0, set, Flags.MOUNT_ATTR_RDONLY - set, 0);
  }

  /**
   * The nodes are the host's: read-only, the box may use them and not change their modes. They were
   * bound from where {@link #sealRoot} has been.
   */
  void sealDevices() {
    kernel.mount_setattr(
        Flags.AT_FDCWD,
        "/dev",
        Flags.AT_RECURSIVE,
        Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NOEXEC,
        Flags.MOUNT_ATTR_NODEV,
        0);
  }

  void makeDevices(List<String> names) {
    for (String name : names) {
      String path = "/dev/" + name;
      makeFile(path);
      bind(name, path);
    }
  }

  void makeFile(String path) {
    kernel.mknodat(Flags.AT_FDCWD, path, Flags.S_IFREG | 0666, 0);
  }

  void makeLinks(List<Step.Link> links) {
    for (Step.Link link : links) {
      kernel.symlinkat(link.target(), Flags.AT_FDCWD, link.path());
    }
  }

  void bind(String source, String target) {
    kernel.mount(source, target, null, Flags.MS_BIND, null);
  }

  /** Binds where there is something at {@code target} within the caller's reach. */
  void bindIfThere(String source, String target) {
    int errno = tryBind(source, target);
    if (errno != 0 && !isAbsence(errno)) {
      throw failed(source, target, errno);
    }
  }

  /**
   * Puts nothing over {@code path} if it is there.
   *
   * @param directory whether it is expected to be a directory; a file is hidden as well
   */
  void hide(String path, boolean directory) {
    int errno = tryBind(directory ? NOTHING : NO_CONTENT, path);
    if (errno == Errno.ENOTDIR) {
      // The two are of different kinds, or a parent of the path is no directory.
      bindIfThere(directory ? NO_CONTENT : NOTHING, path);
    } else if (errno != 0 && !isAbsence(errno)) {
      throw failed(directory ? NOTHING : NO_CONTENT, path, errno);
    }
  }

  /** Whether {@code errno} says that there is nothing at a path, or nothing within reach. */
  static boolean isAbsence(int errno) {
    return errno == Errno.ENOENT || errno == Errno.EACCES || errno == Errno.ENOTDIR;
  }

  /** Returns 0 or the errno. */
  private int tryBind(String source, String target) {
    try {
      bind(source, target);
      return 0;
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  private static ErrnoException failed(String source, String target, int errno) {
    return new ErrnoException("mount", source + " on " + target, errno);
  }
}
