package dev.limpet.linux;

/** A file system's super block: its type, its device number and its root. */
final class FakeFileSystem {
  final String type;
  final int minor;

  /** The options that it was made with, as text. */
  final String options;

  /** How deep the user namespace is that it belongs to; 0 for the initial one. */
  final int userNamespace;

  final FakeNode root;
  boolean readOnly;
  private long inodes;

  FakeFileSystem(String type, int minor, String options, int userNamespace, int rootMode) {
    this.type = type;
    this.minor = minor;
    this.options = options;
    this.userNamespace = userNamespace;
    this.root = new FakeNode(this, null, "", rootMode, 0, 0);
  }

  long nextInode() {
    return ++inodes;
  }
}
