package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a root of the tree of an image, which all its boxes share: one overlay, whose lower layer
 * is the tree. Other than {@link OverlaidRoot} it knows that nothing is mounted in there.
 *
 * @param tree an absolute path without symbolic links
 * @param store where changes are kept; null: in memory, for as long as the box lives
 * @param size how much may be changed in memory, with tmpfs's suffixes
 * @param lock the descriptor that keeps the tree from being removed
 */
record ImageRoot(String tree, @Nullable OverlayStore store, String size, int lock)
    implements Step.MakeRoot {
  private static final String STORE = "/dev/store";
  private static final String FILES = "nr_inodes=256k";
  private static final String HOSTS = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n";

  /** In what an image has no link leads anywhere. */
  private static final long RESOLVE = Flags.RESOLVE_BENEATH | Flags.RESOLVE_NO_SYMLINKS;

  @Override
  public int make(Kernel kernel) {
    long flags = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC;
    int lower = kernel.openat2(Flags.AT_FDCWD, tree, flags, 0, Flags.RESOLVE_NO_SYMLINKS);
    RootBuilder builder = new RootBuilder(kernel, new RootParts(tree, 0755, List.of(), List.of()));
    int kept = store == null ? -1 : OverlaidRoot.take(kernel, store.path());
    builder.begin("mode=755," + FILES + ",size=" + size);
    kernel.mkdirat(Flags.AT_FDCWD, STORE, 0755);
    OverlaidRoot.placeStore(kernel, kept, 0755);
    own(kernel, lower);
    OverlaidRoot.mount(
        kernel, "/proc/self/fd/" + lower, STORE + "/upper", "root", RootBuilder.ROOT);
    kernel.close(lower);
    complete(kernel, builder.directory(RootBuilder.ROOT));
    return builder.enter();
  }

  /** The root of the overlay is what its upper layer is: let that be as the image's. */
  private static void own(Kernel kernel, int lower) {
    FileStatus root = kernel.statx(lower, "", Flags.AT_EMPTY_PATH);
    String upper = STORE + "/upper";
    try {
      kernel.fchownat(Flags.AT_FDCWD, upper, root.uid(), root.gid(), 0);
      kernel.fchmodat(Flags.AT_FDCWD, upper, root.permissions());
    } catch (ErrnoException e) {
      // Of somebody without a number in the box: it is the box's root's then.
      if (e.errno() != Errno.EINVAL && e.errno() != Errno.EPERM) {
        throw e;
      }
    }
  }

  /** Makes what every box needs and an image need not have. */
  private static void complete(Kernel kernel, int root) {
    makeDirectory(kernel, root, "dev", 0755);
    makeDirectory(kernel, root, "proc", 0555);
    makeDirectory(kernel, root, "tmp", 01777);
    makeDirectory(kernel, root, "etc", 0755);
    try {
      int etc = kernel.openat2(root, "etc", Flags.O_PATH | Flags.O_DIRECTORY, 0, RESOLVE);
      makeFile(kernel, etc, "resolv.conf", "");
      makeFile(kernel, etc, "hosts", HOSTS);
      kernel.close(etc);
    } catch (ErrnoException e) {
      // Where /etc is a link, or no directory, the image has its own idea of it.
      if (e.errno() != Errno.ELOOP && e.errno() != Errno.ENOTDIR) {
        throw e;
      }
    }
    kernel.close(root);
  }

  private static void makeDirectory(Kernel kernel, int at, String name, int mode) {
    try {
      kernel.mkdirat(at, name, mode);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  private static void makeFile(Kernel kernel, int at, String name, String content) {
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(at, name, flags, 0644))) {
      file.write(OsString.encode(content));
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  @Override
  public List<Integer> locks() {
    OverlayStore changes = store;
    if (lock < 0) {
      return List.of();
    }
    return changes == null ? List.of(lock) : List.of(lock, changes.lock());
  }

  @Override
  public String text() {
    return "make a root of the image's tree "
        + tree
        + ", nosuid and nodev, with changes kept in "
        + (store == null ? "memory (" + size + ")" : store.path());
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.ENODEV -> "the kernel has no overlay file system: modprobe overlay";
      case Errno.EPERM -> "overlays without root need Linux 5.11 or later";
      case Errno.EINVAL ->
          "the file system of "
              + (store == null
                  ? "the images cannot be the lower layer of an overlay"
                  : store.path() + " cannot hold the upper layer, or something is mounted in it");
      case Errno.ENOENT -> "the tree is not there: limpet unpack makes it";
      default -> RootBuilder.hint(errno);
    };
  }
}
