package dev.limpet.images.tree;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.tar.TarEntry;
import dev.limpet.images.tar.TarReader;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of an image, made of its layers, the lowest first (OCI image specification, layer.md).
 *
 * <p>What is in the tree is known here, so that the way of every entry is found, and every hostile
 * one refused, before the kernel is asked for anything; and the kernel is then told to follow no
 * link. Directories get their owner, mode and times when all is there.
 */
public final class Tree implements AutoCloseable {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** Names that aufs keeps for itself; docker leaves them out, too. */
  private static final String AUFS = ".wh..wh.";

  private final Disk disk;
  private final Limits limits;
  private final Shortfall shortfall = new Shortfall();
  private final Node root = new Node(null, "", Node.Kind.DIRECTORY, "", 0);
  private int layer = -1;
  private long bytes;
  private long entries;

  /**
   * @param directory an open descriptor of an empty directory, which stays the caller's
   */
  public Tree(Kernel kernel, int directory, Ownership ownership, Limits limits) {
    this.disk = new Disk(kernel, directory, ownership, shortfall);
    this.limits = limits;
  }

  /** Adds a layer. */
  public void apply(TarReader archive) throws IOException {
    layer++;
    TarEntry entry = archive.next();
    while (entry != null) {
      count(entry);
      apply(entry, archive);
      entry = archive.next();
    }
  }

  private void count(TarEntry entry) {
    entries++;
    if (entries > limits.entries()) {
      throw new ImageException(
          EntryPath.brief(entry.path())
              + " is one entry too many: "
              + limits.entries()
              + " is the most that an image may have (--max-entries)");
    }
    if (entry.size() > limits.bytes() - bytes) {
      throw new ImageException(
          EntryPath.brief(entry.path())
              + " makes the image larger than "
              + limits.bytes()
              + " bytes, the most that one may unpack to (--max-size)");
    }
    bytes += entry.size();
  }

  private void apply(TarEntry entry, TarReader archive) throws IOException {
    List<String> names = EntryPath.names(entry.path());
    if (names.isEmpty()) {
      applyRoot(entry);
      return;
    }
    String name = names.getLast();
    List<String> above = names.subList(0, names.size() - 1);
    Way way = new Way(entry.path());
    if (name.startsWith(WHITEOUT)) {
      Node parent = way.directory(root, above, null);
      if (parent != null) {
        whiteout(entry, parent, name);
      }
      return;
    }
    Node parent = way.directory(root, above, this::makeMissing);
    if (parent == null) {
      throw new IllegalStateException("missing directories are made");
    }
    if (entry.kind() == TarEntry.Kind.DIRECTORY) {
      applyDirectory(entry, parent, name);
    } else {
      applyOther(entry, parent, name, archive);
    }
  }

  private void applyRoot(TarEntry entry) {
    if (entry.kind() != TarEntry.Kind.DIRECTORY) {
      throw new ImageException("the root of the image is no directory in its layer " + (layer + 1));
    }
    root.attributes = Attributes.of(entry);
  }

  private Node makeMissing(Node parent, String name) {
    disk.makeDirectory(parent, name);
    return add(parent, name, Node.Kind.DIRECTORY, "");
  }

  private Node add(Node parent, String name, Node.Kind kind, String target) {
    Node node = new Node(parent, name, kind, target, layer);
    parent.children.put(name, node);
    return node;
  }

  private void applyDirectory(TarEntry entry, Node parent, String name) {
    Node old = parent.children.get(name);
    if (old != null && !old.isDirectory()) {
      replace(entry, old);
      old = null;
    }
    if (old == null) {
      old = makeMissing(parent, name);
    }
    // A directory may be said twice in a layer: that takes nothing away.
    old.layer = layer;
    old.attributes = Attributes.of(entry);
  }

  private void applyOther(TarEntry entry, Node parent, String name, TarReader archive)
      throws IOException {
    Node existing = entry.kind() == TarEntry.Kind.HARD_LINK ? linked(entry) : null;
    Node old = parent.children.get(name);
    if (old != null) {
      if (old == existing) {
        throw new ImageException(EntryPath.brief(entry.path()) + " is a hard link to itself");
      }
      replace(entry, old);
    }
    if (existing != null) {
      // It is one file with two names: what it has beside its content it has got already.
      disk.makeName(existing, parent, name);
      add(parent, name, existing.kind, existing.target);
      return;
    }
    Node.Kind kind = Node.Kind.OTHER;
    boolean made = true;
    switch (entry.kind()) {
      case FILE -> disk.makeFile(parent, name, archive);
      case SYMBOLIC_LINK -> {
        kind = Node.Kind.LINK;
        disk.makeLink(parent, name, target(entry));
      }
      case FIFO -> made = disk.makeSpecial(parent, name, Flags.S_IFIFO, 0, 0);
      case CHARACTER_DEVICE ->
          made = disk.makeSpecial(parent, name, Flags.S_IFCHR, entry.major(), entry.minor());
      case BLOCK_DEVICE ->
          made = disk.makeSpecial(parent, name, Flags.S_IFBLK, entry.major(), entry.minor());
      case DIRECTORY, HARD_LINK -> throw new IllegalStateException("made elsewhere");
    }
    if (made) {
      disk.finish(parent, name, kind, Attributes.of(entry));
      add(parent, name, kind, kind == Node.Kind.LINK ? entry.link() : "");
    }
  }

  private static String target(TarEntry entry) {
    String target = entry.link();
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new ImageException(
          EntryPath.brief(entry.path()) + " is a symbolic link that leads nowhere");
    }
    return target;
  }

  /** The file that a hard link names. */
  private Node linked(TarEntry entry) {
    List<String> names = EntryPath.names(entry.link());
    Node parent =
        names.isEmpty()
            ? null
            : new Way(entry.path()).directory(root, names.subList(0, names.size() - 1), null);
    Node file = parent == null ? null : parent.children.get(names.getLast());
    if (file == null || file.isDirectory()) {
      throw new ImageException(
          EntryPath.brief(entry.path())
              + " is a hard link to "
              + EntryPath.brief(entry.link())
              + ", and no such file is in the image");
    }
    return file;
  }

  /** Makes room for an entry; what the same layer has put there stays, and the entry is refused. */
  private void replace(TarEntry entry, Node old) {
    removeLower(old);
    Node parent = old.parent;
    if (parent != null && parent.children.get(old.name) == old) {
      throw new ImageException(
          EntryPath.brief(entry.path()) + " is in layer " + (layer + 1) + " twice");
    }
  }

  /** Takes away what layers below have; what this one has stays, in whatever order it comes. */
  private void whiteout(TarEntry entry, Node parent, String name) {
    if (name.equals(OPAQUE)) {
      removeLowerChildren(parent);
      return;
    }
    if (name.startsWith(AUFS)) {
      return;
    }
    String hidden = name.substring(WHITEOUT.length());
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw new ImageException(EntryPath.brief(entry.path()) + " is a whiteout of nothing");
    }
    Node old = parent.children.get(hidden);
    if (old != null) {
      removeLower(old);
    }
  }

  private void removeLowerChildren(Node directory) {
    for (Node child : List.copyOf(directory.children.values())) {
      removeLower(child);
    }
  }

  private void removeLower(Node node) {
    if (node.isDirectory()) {
      removeLowerChildren(node);
    }
    Node parent = node.parent;
    if (parent == null || node.layer == layer || !node.children.isEmpty()) {
      return;
    }
    disk.forget(node);
    disk.remove(parent, node.name, node.isDirectory());
    parent.children.remove(node.name);
  }

  /** Gives directories what layers say of them, the deepest first; returns what is missing. */
  public Shortfall finish() {
    finish(root);
    return shortfall;
  }

  private void finish(Node directory) {
    for (Node child : directory.children.values()) {
      if (child.isDirectory()) {
        finish(child);
      }
    }
    disk.forget(directory);
    @Nullable Node parent = directory.parent;
    disk.finish(
        parent == null ? directory : parent,
        parent == null ? "." : directory.name,
        Node.Kind.DIRECTORY,
        directory.attributes);
  }

  @Override
  public void close() {
    disk.close();
  }
}
