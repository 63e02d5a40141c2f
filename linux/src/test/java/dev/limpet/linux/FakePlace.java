package dev.limpet.linux;

/** A file as reached through a mount: what the kernel calls a path. */
record FakePlace(FakeMount mount, FakeNode node) {
  /** Whether this is a mount's root. */
  boolean isMountRoot() {
    return mount.root == node;
  }

  boolean isSame(FakePlace other) {
    return mount == other.mount && node == other.node;
  }
}
