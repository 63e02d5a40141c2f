package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * The work on a root that is put together. It happens in a file system in memory on the host's
 * /dev, which is always there and which the box sees nothing of: the working directory is below,
 * and what is on top goes with the host's root.
 */
final class RootBuilder {
  /** Who lists mounts knows by this name of the file system that a root was put together. */
  static final String SOURCE = "limpet";

  private static final String WORKSHOP = "/dev";
  static final String ROOT = "/dev/root";
  private static final long FLAGS = Flags.MS_NOSUID | Flags.MS_NODEV;

  /** In what others made no link leads anywhere. */
  private static final long RESOLVE = Flags.RESOLVE_BENEATH | Flags.RESOLVE_NO_SYMLINKS;

  private final Kernel kernel;
  private final RootParts parts;

  RootBuilder(Kernel kernel, RootParts parts) {
    this.kernel = kernel;
    this.parts = parts;
  }

  /** Opens the workshop, with {@code options} of tmpfs, and makes the directory {@link #ROOT}. */
  void begin(String options) {
    kernel.mount(SOURCE, WORKSHOP, "tmpfs", FLAGS, options);
    kernel.mkdirat(Flags.AT_FDCWD, ROOT, 0755);
  }

  /** Mounts what the entries of a root without an overlay are made in. */
  void mountTmpfs(String path) {
    kernel.mount(
        SOURCE, path, "tmpfs", FLAGS, "size=4m,mode=" + Integer.toOctalString(parts.mode()));
  }

  /** Opens a directory of the workshop as a place. */
  int directory(String path) {
    return kernel.openat(
        Flags.AT_FDCWD, path, Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC, 0);
  }

  /** Makes all entries in {@code root}, each part as an empty directory and each file empty. */
  void makeEntries(int root) {
    for (RootParts.Entry entry : parts.entries()) {
      String path = entry.path().substring(1);
      switch (entry) {
        case RootParts.Directory directory -> kernel.mkdirat(root, path, directory.mode());
        case RootParts.Part part -> kernel.mkdirat(root, path, part.mode());
        case RootParts.Link link -> kernel.symlinkat(link.target(), root, path);
        case RootParts.File file -> kernel.mknodat(root, path, Flags.S_IFREG | file.mode(), 0);
      }
    }
  }

  /** Puts what the source has at {@code path} on the same path of {@code root}. */
  void bind(int root, String path) {
    int from = source(path);
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_EMPTY_PATH;
    int tree = kernel.open_tree(from, "", flags | Flags.AT_RECURSIVE);
    int to = place(root, path);
    kernel.move_mount(
        tree, "", to, "", Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH);
    kernel.close(to);
    kernel.close(tree);
    kernel.close(from);
  }

  /** Puts a mount of the workshop there. */
  void move(String mount, int root, String path) {
    int to = place(root, path);
    kernel.move_mount(Flags.AT_FDCWD, mount, to, "", Flags.MOVE_MOUNT_T_EMPTY_PATH);
    kernel.close(to);
  }

  /** Opens what the source has at a path. */
  int source(String path) {
    String whole = parts.source().equals("/") ? path : parts.source() + path;
    long flags = Flags.O_PATH | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    return kernel.openat2(Flags.AT_FDCWD, whole, flags, 0, Flags.RESOLVE_NO_SYMLINKS);
  }

  /** Opens {@code path} below {@code directory}, without following a link. */
  int place(int directory, String path) {
    long flags = Flags.O_PATH | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    return kernel.openat2(directory, path.substring(1), flags, 0, RESOLVE);
  }

  /** Makes {@link #ROOT} the root; returns a descriptor of the old one. */
  int enter() {
    int old = kernel.openat(Flags.AT_FDCWD, "/", Flags.O_PATH | Flags.O_CLOEXEC, 0);
    kernel.pivot_root(ROOT, ROOT);
    return old;
  }

  /** Makes a directory below {@code at} that may be there already. Links are not followed. */
  void makeDirectory(int at, RootParts.Directory directory) {
    String path = directory.path();
    int slash = path.lastIndexOf('/');
    int parent = slash == 0 ? at : layer(at, path.substring(0, slash));
    try {
      kernel.mkdirat(parent, path.substring(slash + 1), directory.mode());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
    if (parent != at) {
      kernel.close(parent);
    }
  }

  /** Opens the directory {@code path} below {@code at}, without following a link. */
  int layer(int at, String path) {
    long flags = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC;
    return kernel.openat2(at, path.substring(1), flags, 0, RESOLVE);
  }

  static String hint(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> "the kernel, or what runs around limpet, forbids it";
      case Errno.ENOSPC ->
          "there is too little room for the root: see --overlay-size, or it has too many files";
      case Errno.ELOOP, Errno.ENOTDIR, Errno.ENOENT ->
          "a directory of it has become something else";
      default -> "";
    };
  }
}
