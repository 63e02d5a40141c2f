package dev.limpet.images.tree;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a file in the tree: enough to find the way, and to know what is there. */
final class Node {
  /** A directory, a symbolic link, or anything else. */
  enum Kind {
    DIRECTORY,
    LINK,
    OTHER
  }

  final @Nullable Node parent;
  final String name;
  final Kind kind;

  /** Where a link leads; else empty. */
  final String target;

  /** The layer that it is from, the lowest is 0. */
  int layer;

  /** Of a directory, which gets them when all layers are there. */
  Attributes attributes = Attributes.IMPLIED;

  final Map<String, Node> children;

  Node(@Nullable Node parent, String name, Kind kind, String target, int layer) {
    this.parent = parent;
    this.name = name;
    this.kind = kind;
    this.target = target;
    this.layer = layer;
    this.children = kind == Kind.DIRECTORY ? new HashMap<>() : Map.of();
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** Relative to the root, without symbolic links; a dot for the root itself. */
  String path() {
    Node above = parent;
    if (above == null) {
      return ".";
    }
    StringBuilder path = new StringBuilder(name);
    for (Node at = above; at.parent != null; at = at.parent) {
      path.insert(0, '/').insert(0, at.name);
    }
    return path.toString();
  }
}
