package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk along a path, as path_resolution(7) and openat2(2) describe it. */
final class FakeWalk {
  /** Where a walk ended: the last directory, the last name, and what has that name, if anything. */
  record End(FakePlace directory, String name, @Nullable FakePlace place) {}

  private static final int NAME_MAX = 255;
  private static final int PATH_MAX = 4096;
  private static final int MAX_LINKS = 40;

  private final FakeCalls calls;
  private final FakePlace start;
  private final FakePlace root;
  private final long resolve;
  private final List<String> pending = new ArrayList<>();
  private int links;

  FakeWalk(FakeCalls calls, FakePlace start, FakePlace root, long resolve) {
    this.calls = calls;
    this.start = start;
    this.root = root;
    this.resolve = resolve;
  }

  End walk(String path, boolean followLast) {
    if (path.isEmpty()) {
      throw calls.fail(Errno.ENOENT);
    }
    if (OsString.encode(path).length >= PATH_MAX) {
      throw calls.fail(Errno.ENAMETOOLONG);
    }
    boolean mustBeDirectory = path.endsWith("/");
    FakePlace at = push(path, start);
    FakePlace directory = at;
    String name = ".";
    while (!pending.isEmpty()) {
      String next = pending.remove(pending.size() - 1);
      if (!at.node().isDirectory()) {
        throw calls.fail(Errno.ENOTDIR);
      }
      if (next.equals("..")) {
        at = up(at);
        directory = at;
        name = ".";
        continue;
      }
      FakePlace child = child(at, next);
      if (child == null) {
        if (!pending.isEmpty()) {
          throw calls.fail(Errno.ENOENT);
        }
        return new End(at, next, null);
      }
      if (child.node().isLink() && (followLast || mustBeDirectory || !pending.isEmpty())) {
        at = follow(child, at);
        continue;
      }
      directory = at;
      name = next;
      at = child;
    }
    if (mustBeDirectory && !at.node().isDirectory()) {
      throw calls.fail(Errno.ENOTDIR);
    }
    return new End(directory, name, at);
  }

  /** Puts the names of {@code path} before what is pending; returns where they start. */
  private FakePlace push(String path, FakePlace from) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      String name = path.substring(slash + 1, end);
      if (!name.isEmpty() && !name.equals(".")) {
        pending.add(name);
      }
      end = slash;
    }
    if (!path.startsWith("/")) {
      return from;
    }
    if ((resolve & Flags.RESOLVE_BENEATH) != 0) {
      throw calls.fail(Errno.EXDEV);
    }
    return root;
  }

  private @Nullable FakePlace child(FakePlace at, String name) {
    if (OsString.encode(name).length > NAME_MAX) {
      throw calls.fail(Errno.ENAMETOOLONG);
    }
    FakeNode node = at.node().children.get(name);
    if (node == null) {
      if (at.node().fileSystem.type.equals("proc") && at.node().name.equals("fd")) {
        throw calls.unmodelled("magic links such as /proc/self/fd/" + name);
      }
      return null;
    }
    FakePlace child = calls.mounts.top(new FakePlace(at.mount(), node));
    if (child.mount() != start.mount() && (resolve & Flags.RESOLVE_NO_XDEV) != 0) {
      throw calls.fail(Errno.EXDEV);
    }
    return child;
  }

  private FakePlace follow(FakePlace link, FakePlace from) {
    links++;
    if (links > MAX_LINKS
        || (resolve & Flags.RESOLVE_NO_SYMLINKS) != 0
        || link.mount().has(Flags.MOUNT_ATTR_NOSYMFOLLOW)) {
      throw calls.fail(Errno.ELOOP);
    }
    return push(link.node().target, from);
  }

  /** The parent of a directory, across mounts, but not above the root. */
  private FakePlace up(FakePlace from) {
    FakePlace at = from;
    while (true) {
      if (at.isSame(root) || ((resolve & Flags.RESOLVE_BENEATH) != 0 && at.isSame(start))) {
        if ((resolve & Flags.RESOLVE_BENEATH) != 0) {
          throw calls.fail(Errno.EXDEV);
        }
        return at;
      }
      FakeNode parent = at.node().parent;
      if (!at.isMountRoot() && parent != null) {
        return calls.mounts.top(new FakePlace(at.mount(), parent));
      }
      FakePlace below = at.mount().at;
      if (below == null) {
        return at;
      }
      at = below;
    }
  }
}
