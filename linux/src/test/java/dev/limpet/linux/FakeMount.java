package dev.limpet.linux;

import org.jspecify.annotations.Nullable;

/** One mount: a part of a file system, attached at a place or detached. */
final class FakeMount {
  final int id;
  final FakeNode root;

  /** MOUNT_ATTR_*. */
  int attributes;

  /** The attributes that a mount inherited from a more privileged namespace must keep. */
  int lockedAttributes;

  /** Whether it came along with others from a more privileged namespace and cannot be uncovered. */
  boolean locked;

  /** MS_SHARED, MS_SLAVE, MS_PRIVATE or MS_UNBINDABLE. */
  long propagation;

  /** Where it is attached; null for a detached one and for the root of a namespace. */
  @Nullable FakePlace at;

  FakeMount(int id, FakeNode root, int attributes, long propagation) {
    this.id = id;
    this.root = root;
    this.attributes = attributes;
    this.propagation = propagation;
  }

  boolean has(int attribute) {
    return (attributes & attribute) != 0;
  }

  boolean isReadOnly() {
    return has(Flags.MOUNT_ATTR_RDONLY) || root.fileSystem.readOnly;
  }

  FakePlace place() {
    return new FakePlace(this, root);
  }
}
