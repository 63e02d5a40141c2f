package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a root of {@link RootParts} that may be written to and leaves the originals as they are:
 * each part is the lower layer of an overlay, and what stands between the parts, made anew in
 * memory, is the lower layer of one more. The upper layers of all lie in one tree, as the root has
 * them.
 *
 * @param parts what the root is put together from
 * @param store where the changes are kept; null: in memory, for as long as the box lives
 * @param size how much may be changed in memory, with tmpfs's suffixes
 */
record OverlaidRoot(RootParts parts, @Nullable OverlayStore store, String size)
    implements Step.MakeRoot {
  private static final String SKELETON = "/dev/skeleton";
  private static final String STORE = "/dev/store";
  private static final String MOUNTS = "/dev/mounts/";

  /** As many as in /tmp: empty files take memory, too. */
  private static final String FILES = "nr_inodes=256k";

  /** Files beside mount points are copied up to this size; larger ones are shown read-only. */
  static final long COPY_LIMIT = 1 << 20;

  @Override
  public int make(Kernel kernel) {
    RootBuilder builder = new RootBuilder(kernel, parts);
    int kept = store == null ? -1 : take(kernel, store.path());
    builder.begin("mode=755," + FILES + ",size=" + size);
    for (String name : new String[] {STORE, SKELETON, MOUNTS}) {
      kernel.mkdirat(Flags.AT_FDCWD, name, 0755);
    }
    placeStore(kernel, kept, parts.mode());
    makeSkeleton(kernel, builder);
    int upper = builder.directory(STORE + "/upper");
    int number = 0;
    for (RootParts.Entry entry : parts.entries()) {
      switch (entry) {
        case RootParts.Directory directory -> builder.makeDirectory(upper, directory);
        case RootParts.Part part -> overlay(kernel, builder, upper, part, number++);
        case RootParts.File _, RootParts.Link _ -> {}
      }
    }
    // Last: the kernel complains of an upper layer that lies in another one in use.
    mount(kernel, SKELETON, STORE + "/upper", "root", RootBuilder.ROOT);
    kernel.close(upper);
    place(builder, kernel);
    return builder.enter();
  }

  @Override
  public List<Integer> locks() {
    return store == null || store.lock() < 0 ? List.of() : List.of(store.lock());
  }

  /** Opens the directory of the changes for writing. It may be below /dev. */
  static int take(Kernel kernel, String path) {
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC;
    int tree = kernel.open_tree(Flags.AT_FDCWD, path, flags);
    kernel.mount_setattr(tree, "", Flags.AT_EMPTY_PATH, 0, Flags.MOUNT_ATTR_RDONLY, 0);
    return tree;
  }

  /** Puts the layers of the changes in place. */
  static void placeStore(Kernel kernel, int kept, int mode) {
    if (kept >= 0) {
      kernel.move_mount(kept, "", Flags.AT_FDCWD, STORE, Flags.MOVE_MOUNT_F_EMPTY_PATH);
      kernel.close(kept);
    } else {
      kernel.mkdirat(Flags.AT_FDCWD, STORE + "/upper", mode);
      kernel.mkdirat(Flags.AT_FDCWD, STORE + "/work", 0700);
    }
  }

  private void makeSkeleton(Kernel kernel, RootBuilder builder) {
    int skeleton = builder.directory(SKELETON);
    builder.makeEntries(skeleton);
    for (RootParts.Entry entry : parts.entries()) {
      if (entry instanceof RootParts.File file && isCopied(file)) {
        copy(kernel, builder, skeleton, file.path());
      }
    }
    kernel.close(skeleton);
  }

  private static boolean isCopied(RootParts.File file) {
    return !file.hidden() && file.size() >= 0 && file.size() <= COPY_LIMIT;
  }

  private void copy(Kernel kernel, RootBuilder builder, int skeleton, String path) {
    int from = builder.source(path);
    int to = builder.place(skeleton, path);
    try (Fd in = Fd.open(kernel, "/proc/self/fd/" + from, Flags.O_RDONLY);
        Fd out = Fd.open(kernel, "/proc/self/fd/" + to, Flags.O_WRONLY)) {
      out.write(in.readAll((int) COPY_LIMIT));
    } catch (ErrnoException e) {
      // What the caller may not read stays empty, and closed.
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
    }
    kernel.close(to);
    kernel.close(from);
  }

  private void overlay(
      Kernel kernel, RootBuilder builder, int upper, RootParts.Part part, int number) {
    builder.makeDirectory(upper, new RootParts.Directory(part.path(), part.mode()));
    reach(builder, upper, part.path());
    int lowerLayer = builder.source(part.path());
    int upperLayer = builder.layer(upper, part.path());
    String point = MOUNTS + number;
    kernel.mkdirat(Flags.AT_FDCWD, point, 0755);
    // Descriptors, since the options of a mount are text in which paths of any bytes have no place.
    mount(
        kernel,
        "/proc/self/fd/" + lowerLayer,
        "/proc/self/fd/" + upperLayer,
        String.valueOf(number),
        point);
    kernel.close(lowerLayer);
    kernel.close(upperLayer);
  }

  /** Makes what is expected to be changed below; where a box has changed it that stays. */
  private void reach(RootBuilder builder, int upper, String part) {
    for (RootParts.Directory directory : parts.reached()) {
      if (Paths.isWithin(directory.path(), part) && !directory.path().equals(part)) {
        try {
          builder.makeDirectory(upper, directory);
        } catch (ErrnoException e) {
          if (e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP && e.errno() != Errno.ENOENT) {
            throw e;
          }
        }
      }
    }
  }

  /** Mounts an overlay. */
  static void mount(Kernel kernel, String lower, String upper, String work, String point) {
    String workPath = STORE + "/work/" + work;
    try {
      kernel.mkdirat(Flags.AT_FDCWD, workPath, 0700);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
    // userxattr: without privilege over the host the kernel's notes are in user.overlay.*.
    String layers = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + workPath;
    kernel.mount(
        RootBuilder.SOURCE,
        point,
        "overlay",
        Flags.MS_NOSUID | Flags.MS_NODEV,
        layers + ",userxattr,index=off");
  }

  /** Puts all parts on the root, which has their places. */
  private void place(RootBuilder builder, Kernel kernel) {
    int root = builder.directory(RootBuilder.ROOT);
    int number = 0;
    for (RootParts.Entry entry : parts.entries()) {
      switch (entry) {
        case RootParts.Part part -> builder.move(MOUNTS + number++, root, part.path());
        case RootParts.File file -> {
          if (!file.hidden() && !isCopied(file)) {
            builder.bind(root, file.path());
          }
        }
        case RootParts.Directory _, RootParts.Link _ -> {}
      }
    }
    kernel.close(root);
  }

  @Override
  public String text() {
    return "make a root of overlays over the parts of "
        + parts.source()
        + ", nosuid and nodev, with changes kept in "
        + (store == null ? "memory (" + size + ")" : store.path());
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.ENODEV -> "the kernel has no overlay file system: modprobe overlay";
      case Errno.EPERM -> "overlays without root need Linux 5.11 or later";
      case Errno.EINVAL ->
          store == null
              ? "a file system of the root cannot be the lower layer of an overlay, or is the second"
                  + " overlay on another one already"
              : "the file system of "
                  + store.path()
                  + " cannot hold the upper layer (ext4, xfs, btrfs and tmpfs can), or something is"
                  + " mounted in it, or the root is the second overlay on another one already";
      case Errno.ENOTDIR, Errno.ELOOP, Errno.ENOENT ->
          store == null
              ? RootBuilder.hint(errno)
              : "what an earlier box left in " + store.path() + "/upper is in the way";
      default -> RootBuilder.hint(errno);
    };
  }
}
