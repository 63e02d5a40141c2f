package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Shows what is at another path.
 *
 * @param root the root
 * @param source what is shown
 * @param target where
 * @param options how
 */
record BindMount(BundleRoot root, SourceTree source, String target, OciMountOptions options)
    implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    int tree = source.take(kernel);
    boolean directory = kernel.statx(tree, "", Flags.AT_EMPTY_PATH).isDirectory();
    change(kernel, tree, 0, options.set(), options.clear());
    change(kernel, tree, Flags.AT_RECURSIVE, options.deepSet(), options.deepClear());
    int place = root.make(kernel, target, directory);
    Places.attach(kernel, tree, place);
    kernel.close(place);
    for (long kind : options.propagation()) {
      Propagation.set(kernel, tree, kind);
    }
    kernel.close(tree);
  }

  private static void change(Kernel kernel, int tree, int flags, int set, int clear) {
    if ((set | clear) == 0) {
      return;
    }
    int how = Flags.AT_EMPTY_PATH | flags;
    try {
      kernel.mount_setattr(tree, "", how, set, clear, 0);
    } catch (ErrnoException e) {
      // In a user namespace what the host has forbidden stays forbidden, asked for or not.
      if (e.errno() != Errno.EPERM || (clear & ~Flags.MOUNT_ATTR__ATIME) == 0) {
        throw e;
      }
      kernel.mount_setattr(tree, "", how, set, clear & Flags.MOUNT_ATTR__ATIME, 0);
    }
  }

  @Override
  public String text() {
    return "mount " + source.path() + " on " + target;
  }

  @Override
  public String hint(int errno) {
    return switch (errno) {
      case Errno.ENOENT -> "there is nothing at " + source.path();
      case Errno.ENOTDIR -> "a directory goes on a directory, a file on a file";
      default -> "";
    };
  }
}
