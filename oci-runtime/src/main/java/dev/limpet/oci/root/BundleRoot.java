package dev.limpet.oci.root;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * The directory that becomes a container's root, before it is one. Whoever made it may have put
 * links into it that lead anywhere: all paths are followed as the container will follow them, and
 * never lead out of it.
 */
public final class BundleRoot {
  /** As the kernel has it for a path. */
  private static final int MAX_LINKS = 40;

  private static final int PLACE = Flags.O_PATH | Flags.O_CLOEXEC;

  private int fd = -1;

  /** Takes the directory over, opened as a place. */
  void is(int directory) {
    fd = directory;
  }

  /** Its descriptor. */
  int number() {
    if (fd < 0) {
      throw new IllegalStateException("the root has not been opened");
    }
    return fd;
  }

  /** Opens what is at {@code path} as a place. */
  int find(Kernel kernel, String path) {
    return find(kernel, path, 0);
  }

  /** The same; {@code resolve} are RESOLVE_* in addition. */
  int find(Kernel kernel, String path, long resolve) {
    long how = Flags.RESOLVE_IN_ROOT | Flags.RESOLVE_NO_MAGICLINKS | resolve;
    return kernel.openat2(number(), relative(path), PLACE, 0, how);
  }

  /** Whether there is anything. */
  boolean has(Kernel kernel, String path) {
    try {
      kernel.close(find(kernel, path));
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Opens what is at {@code path} as a place, and makes it first where it is not there: a directory
   * or an empty file, and all directories above it.
   */
  int make(Kernel kernel, String path, boolean directory) {
    return make(kernel, path, directory, 0);
  }

  private int make(Kernel kernel, String path, boolean directory, int links) {
    try {
      return find(kernel, path);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
    String clean = relative(path);
    int slash = clean.lastIndexOf('/');
    String above = slash < 0 ? "" : clean.substring(0, slash);
    String name = clean.substring(slash + 1);
    int parent = above.isEmpty() ? find(kernel, "/") : make(kernel, above, true, links);
    try {
      if (directory) {
        kernel.mkdirat(parent, name, 0755);
      } else {
        kernel.mknodat(parent, name, Flags.S_IFREG | 0644, 0);
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        kernel.close(parent);
        throw e;
      }
      // A link to what is not there: that is what has to be made.
      String target = kernel.readlinkat(parent, name);
      kernel.close(parent);
      if (links == MAX_LINKS) {
        throw new ErrnoException("openat2", path, Errno.ELOOP);
      }
      String next = target.startsWith("/") ? target : above + "/" + target;
      return make(kernel, next, directory, links + 1);
    }
    kernel.close(parent);
    return find(kernel, path);
  }

  /** The path below the root, without a slash at either end; {@code .} for the root. */
  private static String relative(String path) {
    int start = 0;
    int end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return start == end ? "." : path.substring(start, end);
  }

  /** A path of an open place, for calls that take none but paths. */
  static String path(int place) {
    return "/proc/self/fd/" + place;
  }
}
