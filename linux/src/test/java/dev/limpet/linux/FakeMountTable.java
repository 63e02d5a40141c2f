package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mount namespace: mounts in the order in which they were attached. */
final class FakeMountTable {
  private final List<FakeMount> mounts = new ArrayList<>();
  private int lastId;
  private int lastMinor;

  FakeMount root;

  FakeMountTable(FakeFileSystem fileSystem) {
    root = create(fileSystem.root, 0);
    root.propagation = Flags.MS_SHARED;
    mounts.add(root);
  }

  int nextMinor() {
    return ++lastMinor;
  }

  /** A new, detached mount. */
  FakeMount create(FakeNode node, int attributes) {
    return new FakeMount(++lastId, node, attributes, Flags.MS_PRIVATE);
  }

  boolean contains(FakeMount mount) {
    return mounts.contains(mount);
  }

  List<FakeMount> all() {
    return List.copyOf(mounts);
  }

  /** The mount that covers {@code place}, the latest one; null if none does. */
  @Nullable FakeMount covering(FakePlace place) {
    for (int i = mounts.size() - 1; i >= 0; i--) {
      FakePlace at = mounts.get(i).at;
      if (at != null && at.isSame(place)) {
        return mounts.get(i);
      }
    }
    return null;
  }

  /** What is seen at {@code place}: the root of the topmost mount there, or the place itself. */
  FakePlace top(FakePlace place) {
    FakePlace top = place;
    FakeMount over = covering(top);
    while (over != null) {
      top = over.place();
      over = covering(top);
    }
    return top;
  }

  /** Attaches a mount and, in their old order, the mounts below it. */
  void attach(FakeMount mount, FakePlace at) {
    mount.at = at;
    if (!mounts.contains(mount)) {
      mounts.add(mount);
    }
  }

  /** Takes a mount and all below it out of the namespace. */
  void detach(FakeMount mount) {
    for (FakeMount below : tree(mount)) {
      mounts.remove(below);
    }
  }

  /** Makes {@code fresh} the root and attaches the old one at {@code putOld}: pivot_root(2). */
  void pivot(FakeMount fresh, FakePlace putOld) {
    FakeMount old = root;
    fresh.at = null;
    root = fresh;
    old.at = putOld;
    mounts.remove(old);
    mounts.add(old);
  }

  /** A mount and all mounts below it, outer ones first. */
  List<FakeMount> tree(FakeMount top) {
    List<FakeMount> tree = new ArrayList<>();
    tree.add(top);
    for (int i = 0; i < tree.size(); i++) {
      for (FakeMount mount : mounts) {
        if (mount.at != null && mount.at.mount() == tree.get(i) && !tree.contains(mount)) {
          tree.add(mount);
        }
      }
    }
    return tree;
  }

  /**
   * What a less privileged user namespace gets: the same mounts, held together and their flags
   * kept.
   */
  void lock() {
    for (FakeMount mount : mounts) {
      mount.locked = mount != root;
      mount.lockedAttributes |= mount.attributes;
      if (mount.propagation == Flags.MS_SHARED) {
        mount.propagation = Flags.MS_SLAVE;
      }
    }
  }
}
