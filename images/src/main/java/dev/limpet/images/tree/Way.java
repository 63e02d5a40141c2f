package dev.limpet.images.tree;

import dev.limpet.images.oci.ImageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a directory of the tree, as far as symbolic links lead: relative ones are followed
 * where they stay below the root, as they were when the layer was made. Absolute ones are not: what
 * they mean depends on where the tree is.
 */
final class Way {
  private static final int MAX_LINKS = 40;

  /** What is done where a directory is not there. */
  interface Missing {
    Node make(Node parent, String name);
  }

  private final String entry;
  private final Deque<String> pending = new ArrayDeque<>();
  private int links;

  /**
   * @param entry whose way it is, for messages
   */
  Way(String entry) {
    this.entry = entry;
  }

  /**
   * The directory at the end of {@code names}, from {@code root}; null where one is missing and
   * {@code missing} is null.
   */
  @Nullable Node directory(Node root, List<String> names, @Nullable Missing missing) {
    pending.addAll(names);
    Node at = root;
    while (!pending.isEmpty()) {
      String name = pending.removeFirst();
      if (name.equals("..")) {
        at = up(at);
        continue;
      }
      Node next = at.children.get(name);
      if (next == null) {
        if (missing == null) {
          return null;
        }
        next = missing.make(at, name);
      }
      switch (next.kind) {
        case DIRECTORY -> at = next;
        case LINK -> follow(next);
        case OTHER ->
            throw new ImageException(
                EntryPath.brief(entry) + " is below " + next.path() + ", which is no directory");
      }
    }
    return at;
  }

  private Node up(Node at) {
    Node parent = at.parent;
    if (parent == null) {
      throw new ImageException(
          EntryPath.brief(entry) + " leads out of the image through a symbolic link");
    }
    return parent;
  }

  private void follow(Node link) {
    links++;
    if (links > MAX_LINKS) {
      throw new ImageException(EntryPath.brief(entry) + " is behind too many symbolic links");
    }
    if (link.target.startsWith("/")) {
      throw new ImageException(
          EntryPath.brief(entry)
              + " is behind "
              + EntryPath.brief(link.path())
              + ", a symbolic link to the absolute path "
              + EntryPath.brief(link.target));
    }
    List<String> parts = List.of(link.target.split("/", -1));
    for (int i = parts.size() - 1; i >= 0; i--) {
      String part = parts.get(i);
      if (!part.isEmpty() && !part.equals(".")) {
        pending.addFirst(part);
      }
    }
  }
}
