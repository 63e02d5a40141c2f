package dev.limpet.formats.proc;

import java.util.List;

/**
 * The mounts of {@code /proc/PID/mountinfo} and how they lie on each other. The file has those too
 * that nobody can reach any more, because something else was mounted on them or above them.
 */
public final class MountTree {
  private final List<MountInfo> mounts;

  /** The mount that the process's root directory is on, whether or not that is its top. */
  private final int root;

  public MountTree(List<MountInfo> mounts) {
    this.mounts = List.copyOf(mounts);
    this.root = root(mounts);
  }

  /** Of all mounts that are told only the one at the bottom lies on one that is not. */
  private static int root(List<MountInfo> mounts) {
    for (MountInfo mount : mounts) {
      if (mount.parent() == mount.id() || !isThere(mount.parent(), mounts)) {
        return mount.point().equals("/") ? mount.id() : mount.parent();
      }
    }
    return -1;
  }

  private static boolean isThere(int id, List<MountInfo> mounts) {
    for (MountInfo mount : mounts) {
      if (mount.id() == id) {
        return true;
      }
    }
    return false;
  }

  /** Whether the mount is what is found at its point. */
  public boolean shows(MountInfo mount) {
    String point = mount.point();
    int at = root;
    int slash = point.equals("/") ? -1 : point.indexOf('/', 1);
    while (slash > 0) {
      at = top(at, point.substring(0, slash));
      slash = point.indexOf('/', slash + 1);
    }
    // The process stays in its root, whatever is mounted on that.
    return (point.equals("/") ? at : top(at, point)) == mount.id();
  }

  /** The mount that is found at {@code point} of the mount {@code id}. */
  private int top(int id, String point) {
    int top = id;
    for (int i = 0; i < mounts.size(); i++) {
      int next = on(top, point);
      if (next == top) {
        break;
      }
      top = next;
    }
    return top;
  }

  private int on(int id, String point) {
    for (MountInfo mount : mounts) {
      if (mount.parent() == id && mount.point().equals(point)) {
        return mount.id();
      }
    }
    return id;
  }
}
