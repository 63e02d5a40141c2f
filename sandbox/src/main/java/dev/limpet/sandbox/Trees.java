package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Trees of the host between {@link Step.TakeTree} and {@link Step.PlaceTree}. */
final class Trees {
  private static final long RESOLVE = Flags.RESOLVE_IN_ROOT | Flags.RESOLVE_NO_MAGICLINKS;

  private final Kernel kernel;

  /** Descriptors by slot; they end with execve. */
  private final List<Integer> trees = new ArrayList<>();

  Trees(Kernel kernel) {
    this.kernel = kernel;
  }

  void take(int slot, String source, boolean writable) {
    if (slot != trees.size()) {
      throw new IllegalStateException("tree " + slot + " comes after " + trees.size());
    }
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_RECURSIVE;
    int tree = kernel.open_tree(Flags.AT_FDCWD, source, flags);
    long restricted = Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NODEV;
    kernel.mount_setattr(
        tree,
        "",
        Flags.AT_EMPTY_PATH | Flags.AT_RECURSIVE,
        writable ? restricted : restricted | Flags.MOUNT_ATTR_RDONLY,
        0,
        Flags.MS_PRIVATE);
    trees.add(tree);
  }

  /** Symbolic links of the target, absolute ones too, are followed from the box's root. */
  void place(Step.PlaceTree step) {
    int tree = trees.get(step.slot());
    int root = kernel.openat(Flags.AT_FDCWD, "/", Flags.O_PATH | Flags.O_CLOEXEC, 0);
    if (step.create()) {
      make(root, step.target(), kernel.statx(tree, "", Flags.AT_EMPTY_PATH).isDirectory());
    }
    int target = kernel.openat2(root, step.target(), Flags.O_PATH | Flags.O_CLOEXEC, 0, RESOLVE);
    refuseBoxsOwn(step.target(), target);
    int flags = Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH;
    kernel.move_mount(tree, "", target, "", flags);
    kernel.close(target);
    kernel.close(root);
  }

  /** A link may not lead where no destination may be. */
  private void refuseBoxsOwn(String asked, int target) {
    String real = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + target);
    if (Paths.isBoxsOwn(real)) {
      throw new RefusedException(asked + " leads to " + real + " of the box, which is its own");
    }
  }

  /** Makes what is missing of the directory {@code path}, see {@link #make}. */
  void makeDirectory(String path) {
    int root = kernel.openat(Flags.AT_FDCWD, "/", Flags.O_PATH | Flags.O_CLOEXEC, 0);
    make(root, path, true);
    kernel.close(root);
  }

  /**
   * Makes what is missing of {@code path}, parent by parent. All of it is on a file system that the
   * box made itself a moment ago: there are no links in it.
   */
  private void make(int root, String path, boolean directory) {
    int slash = path.indexOf('/', 1);
    while (slash > 0) {
      makeIfMissing(root, path.substring(1, slash), Flags.S_IFDIR | 0755);
      slash = path.indexOf('/', slash + 1);
    }
    makeIfMissing(root, path.substring(1), directory ? Flags.S_IFDIR | 0755 : Flags.S_IFREG | 0644);
  }

  private void makeIfMissing(int root, String path, int mode) {
    try {
      if ((mode & Flags.S_IFMT) == Flags.S_IFDIR) {
        kernel.mkdirat(root, path, mode & ~Flags.S_IFMT);
      } else {
        kernel.mknodat(root, path, mode, 0);
      }
    } catch (ErrnoException e) {
      // The parents above the box's own file system are there, and read-only.
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }
}
