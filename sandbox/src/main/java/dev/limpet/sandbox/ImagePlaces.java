package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * Makes a directory that an image names, where the box does not have it. Who made the image may
 * have made links on the way: they are followed in the box, and through /proc not at all.
 *
 * @param path an absolute path
 * @param writable whether it stays so where the root does not
 */
record ImagePlaces(String path, boolean writable) implements Step.Furnish {
  private static final long RESOLVE = Flags.RESOLVE_IN_ROOT | Flags.RESOLVE_NO_MAGICLINKS;
  private static final int DIRECTORY = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC;

  @Override
  public void furnish(Kernel kernel) {
    int root = kernel.openat(Flags.AT_FDCWD, "/", DIRECTORY, 0);
    int place = directory(kernel, root, path);
    if (writable) {
      keepWritable(kernel, place);
    }
    kernel.close(place);
    kernel.close(root);
  }

  private static int directory(Kernel kernel, int root, String path) {
    try {
      return kernel.openat2(root, path, DIRECTORY, 0, RESOLVE);
    } catch (ErrnoException e) {
      int slash = path.lastIndexOf('/');
      if (e.errno() != Errno.ENOENT || slash < 0 || slash == path.length() - 1) {
        throw e;
      }
      int parent = directory(kernel, root, slash == 0 ? "/" : path.substring(0, slash));
      kernel.mkdirat(parent, path.substring(slash + 1), 0755);
      kernel.close(parent);
      return kernel.openat2(root, path, DIRECTORY, 0, RESOLVE);
    }
  }

  /** A mount of its own, which has the flags that the root has now. */
  private void keepWritable(Kernel kernel, int place) {
    String real = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + place);
    if (Paths.isBoxsOwn(real) || Paths.isWithin(real, "/proc") || real.equals("/")) {
      throw new RefusedException("the image's volume " + path + " is on " + real + " of the box");
    }
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC | Flags.AT_EMPTY_PATH;
    int tree = kernel.open_tree(place, "", flags);
    int move = Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH;
    kernel.move_mount(tree, "", place, "", move);
    kernel.close(tree);
  }

  @Override
  public String text() {
    return "make the directory " + path + (writable ? ", writable," : "") + " where it is missing";
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.ENOTDIR, Errno.EEXIST, Errno.ELOOP ->
          "the image has something else there: name another one with -C";
      default -> "";
    };
  }
}
