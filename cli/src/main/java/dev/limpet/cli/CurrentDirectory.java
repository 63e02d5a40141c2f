package dev.limpet.cli;

import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Root;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.Paths;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the caller's working directory is in a box. */
final class CurrentDirectory {
  private CurrentDirectory() {}

  /**
   * The path in the box under which the caller's working directory is visible, or {@code /}.
   *
   * <p>It is visible under its own path where a bind puts it there, else where the root has it and
   * nothing else is mounted there, neither by the box nor, out of its sight, by the host.
   */
  static String in(Root root, List<Mount> mounts, Host host) {
    String cwd = host.cwd();
    if (cwd.isEmpty()) {
      return "/";
    }
    Mount over = last(mounts, cwd);
    if (over != null && over.type().equals("bind")) {
      String source = Paths.normalized(over.source());
      boolean same = over.source().startsWith("/") && source.equals(over.destination());
      return same ? cwd : "/";
    }
    if (!Paths.isWithin(cwd, root.path())) {
      return "/";
    }
    String path = root.path().equals("/") ? cwd : cwd.substring(root.path().length());
    if (path.isEmpty() || last(mounts, path) != null || isHidden(cwd, root, host)) {
      return "/";
    }
    return path;
  }

  /** The mount that a path of the box lies on: the last one at it or above, since it is on top. */
  private static @Nullable Mount last(List<Mount> mounts, String path) {
    Mount last = null;
    for (Mount mount : mounts) {
      if (Paths.isWithin(path, mount.destination())) {
        last = mount;
      }
    }
    return last;
  }

  private static boolean isHidden(String cwd, Root root, Host host) {
    for (String point : host.mounts()) {
      if (!point.equals(root.path())
          && Paths.isWithin(point, root.path())
          && Paths.isWithin(cwd, point)) {
        return true;
      }
    }
    return false;
  }
}
