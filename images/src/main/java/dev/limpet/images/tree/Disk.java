package dev.limpet.images.tree;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.tar.TarEntry;
import dev.limpet.images.tar.TarReader;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of the tree on disk. Every directory is opened beneath the tree's root and without a
 * symbolic link on the way, so that whatever is believed of the tree, nothing outside is touched.
 */
final class Disk implements AutoCloseable {
  private static final int CACHED = 32;
  private static final int BUFFER = 128 << 10;
  private static final long RESOLVE =
      Flags.RESOLVE_BENEATH
          | Flags.RESOLVE_NO_SYMLINKS
          | Flags.RESOLVE_NO_MAGICLINKS
          | Flags.RESOLVE_NO_XDEV;

  private final Kernel kernel;
  private final int root;
  private final Ownership ownership;
  private final Shortfall shortfall;
  private final Map<Node, Integer> open = new LinkedHashMap<>(CACHED * 2, 0.75f, true);
  private final byte[] buffer = new byte[BUFFER];

  /**
   * @param root the descriptor of the tree's root, which stays the caller's
   */
  Disk(Kernel kernel, int root, Ownership ownership, Shortfall shortfall) {
    this.kernel = kernel;
    this.root = root;
    this.ownership = ownership;
    this.shortfall = shortfall;
  }

  private int directory(Node node) {
    Integer known = open.get(node);
    if (known != null) {
      return known;
    }
    if (open.size() == CACHED) {
      Iterator<Integer> oldest = open.values().iterator();
      kernel.close(oldest.next());
      oldest.remove();
    }
    long flags = Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC;
    int fd = kernel.openat2(root, node.path(), flags, 0, RESOLVE);
    open.put(node, fd);
    return fd;
  }

  /** Makes a directory that nobody else may enter until {@link #finish}. */
  void makeDirectory(Node parent, String name) {
    kernel.mkdirat(directory(parent), name, 0700);
  }

  void makeFile(Node parent, String name, TarReader content) throws IOException {
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    int fd = kernel.openat(directory(parent), name, flags, 0600);
    try {
      int got = content.read(buffer, 0, buffer.length);
      while (got >= 0) {
        for (int done = 0; done < got; ) {
          done += kernel.write(fd, buffer, done, got - done);
        }
        got = content.read(buffer, 0, buffer.length);
      }
    } finally {
      kernel.close(fd);
    }
  }

  void makeLink(Node parent, String name, String target) {
    kernel.symlinkat(target, directory(parent), name);
  }

  /** Gives {@code existing} one more name. */
  void makeName(Node existing, Node parent, String name) {
    Node above = existing.parent;
    if (above == null) {
      throw new IllegalArgumentException("the root has no other name");
    }
    kernel.linkat(directory(above), existing.name, directory(parent), name, 0);
  }

  /** Makes a FIFO or a device node; false where the caller has no right to a device. */
  boolean makeSpecial(Node parent, String name, int type, int major, int minor) {
    boolean device = type != Flags.S_IFIFO;
    if (device && ownership == Ownership.OWN) {
      shortfall.device();
      return false;
    }
    try {
      kernel.mknodat(directory(parent), name, type | 0600, device ? number(major, minor) : 0);
      return true;
    } catch (ErrnoException e) {
      if (device && e.errno() == Errno.EPERM) {
        shortfall.device();
        return false;
      }
      throw e;
    }
  }

  /** A device number as user space writes it: huge_encode_dev of linux/kdev_t.h. */
  private static long number(int major, int minor) {
    return (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & 0xfff00L) << 12;
  }

  void remove(Node parent, String name, boolean directory) {
    kernel.unlinkat(directory(parent), name, directory ? Flags.AT_REMOVEDIR : 0);
  }

  /** Forgets a directory that is to be removed. */
  void forget(Node node) {
    Integer fd = open.remove(node);
    if (fd != null) {
      kernel.close(fd);
    }
  }

  /**
   * Gives a file what it has beside its content. The order matters: a new owner takes the setuid
   * bit and capabilities away, and all but the last changes nothing but the time.
   */
  void finish(Node parent, String name, Node.Kind kind, Attributes attributes) {
    int above = directory(parent);
    own(above, name, parent, attributes);
    if (kind != Node.Kind.LINK) {
      kernel.fchmodat(above, name, attributes.mode());
    }
    for (TarEntry.Attribute attribute : attributes.extended()) {
      extend(above, name, parent, attribute);
    }
    long seconds = attributes.modifiedSeconds();
    int nanos = attributes.modifiedNanos();
    kernel.utimensat(above, name, seconds, nanos, seconds, nanos, Flags.AT_SYMLINK_NOFOLLOW);
  }

  private void own(int above, String name, Node parent, Attributes attributes) {
    if (ownership == Ownership.OWN) {
      boolean own = attributes.uid() == kernel.geteuid() && attributes.gid() == kernel.getegid();
      if (!own) {
        shortfall.owner();
      }
      return;
    }
    int uid = attributes.uid();
    int gid = attributes.gid();
    try {
      kernel.fchownat(above, name, uid, gid, Flags.AT_SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL) {
        throw new ImageException(
            shown(parent, name)
                + " belongs to "
                + Integer.toUnsignedString(uid)
                + ":"
                + Integer.toUnsignedString(gid)
                + ", which this user namespace does not have: give it more subordinate ids");
      }
      throw e;
    }
  }

  private void extend(int above, String name, Node parent, TarEntry.Attribute attribute) {
    String key = attribute.name();
    // Labels are those of the host that made the image, and mean nothing on another.
    if (key.equals("security.selinux") || key.equals("system.nfs4_acl")) {
      return;
    }
    if (key.startsWith("trusted.overlay.") || key.startsWith("user.overlay.")) {
      throw new ImageException(
          shown(parent, name) + " has " + EntryPath.brief(key) + ", an order to overlay mounts");
    }
    if (ownership == Ownership.OWN && !key.startsWith("user.")) {
      shortfall.attribute();
      return;
    }
    try {
      String path = name.equals(".") ? "/." : "/" + name;
      kernel.lsetxattr("/proc/self/fd/" + above + path, key, attribute.value(), 0);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPERM && !key.startsWith("user.")) {
        shortfall.attribute();
        return;
      }
      throw new ImageException(
          shown(parent, name)
              + " has the attribute "
              + EntryPath.brief(key)
              + ", which the file system refuses: "
              + Errno.name(e.errno()));
    }
  }

  private static String shown(Node parent, String name) {
    String path = parent.parent == null ? name : parent.path() + "/" + name;
    return EntryPath.brief(path);
  }

  @Override
  public void close() {
    open.values().forEach(kernel::close);
    open.clear();
  }
}
