package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * What is at the source of a bind: a copy of its mounts, which is attached nowhere yet. With a user
 * namespace of the container's own it is made before the first process, which could not get there.
 */
public final class SourceTree {
  private final String path;
  private final boolean recursive;
  private int fd = -1;

  SourceTree(String path, boolean recursive) {
    this.path = path;
    this.recursive = recursive;
  }

  String path() {
    return path;
  }

  /** Makes the copy with this process's rights. */
  public void prepare(Kernel kernel) {
    if (fd < 0) {
      int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC;
      fd = kernel.open_tree(Flags.AT_FDCWD, path, recursive ? flags | Flags.AT_RECURSIVE : flags);
    }
  }

  /** The copy's descriptor, for the caller to close. */
  public int take(Kernel kernel) {
    prepare(kernel);
    return fd;
  }
}
