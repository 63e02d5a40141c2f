package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file of any type in a {@link FakeFileSystem}. */
final class FakeNode {
  final FakeFileSystem fileSystem;
  String name;
  final long inode;
  int mode;
  int uid;
  int gid;
  @Nullable FakeNode parent;
  final Map<String, FakeNode> children = new TreeMap<>();

  /** The bytes of a regular file. */
  byte[] content = new byte[0];

  /** Where a symbolic link leads. */
  String target = "";

  /** How many names it has. */
  int names = 1;

  /** The time of the last modification, in seconds and nanoseconds. */
  long modifiedSeconds;

  int modifiedNanos;

  /** The extended attributes. */
  final Map<String, byte[]> attributes = new TreeMap<>();

  /** Whether it has lost its name and lives on for those who have it open. */
  boolean removed;

  /** Who holds its lock, and whether for itself alone. */
  final List<FakeFile> lockedBy = new ArrayList<>();

  boolean lockedExclusively;

  /** Whether another process holds its lock. */
  boolean lockedByOther;

  /** F_SEAL_* of a file in memory; negative for one that knows no seals. */
  int seals = -1;

  /** What a device node stands for, {@code major << 32 | minor}. */
  long device;

  FakeNode(
      FakeFileSystem fileSystem,
      @Nullable FakeNode parent,
      String name,
      int mode,
      int uid,
      int gid) {
    this.fileSystem = fileSystem;
    this.parent = parent;
    this.name = name;
    this.inode = fileSystem.nextInode();
    this.mode = mode;
    this.uid = uid;
    this.gid = gid;
  }

  int type() {
    return mode & Flags.S_IFMT;
  }

  boolean isDirectory() {
    return type() == Flags.S_IFDIR;
  }

  boolean isLink() {
    return type() == Flags.S_IFLNK;
  }

  boolean isDevice() {
    return type() == Flags.S_IFCHR || type() == Flags.S_IFBLK;
  }

  /** Takes one of its names away. */
  void loseName() {
    names--;
    removed = names == 0;
  }

  /** Adds a file; an old one of that name is replaced. */
  FakeNode add(String name, int mode, int uid, int gid) {
    FakeNode child = new FakeNode(fileSystem, this, name, mode, uid, gid);
    children.put(name, child);
    return child;
  }
}
