package dev.limpet.sandbox.cgroup;

import dev.limpet.formats.proc.CgroupMembership;
import dev.limpet.formats.proc.MountInfo;
import dev.limpet.formats.proc.MountTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree of cgroups that is mounted, and where in it this process is.
 *
 * @param unified whether it is that of version 2
 * @param controllers those of a hierarchy of version 1
 * @param point where it is mounted
 * @param own the directory of this process's cgroup, at or below {@code point}
 */
public record Hierarchy(boolean unified, List<String> controllers, String point, String own) {
  /** Those of {@code memberships} that can be seen in {@code mounts}. */
  public static List<Hierarchy> all(List<CgroupMembership> memberships, List<MountInfo> mounts) {
    List<Hierarchy> all = new ArrayList<>();
    MountTree tree = new MountTree(mounts);
    for (CgroupMembership membership : memberships) {
      for (MountInfo mount : mounts) {
        String own = isOf(mount, membership) ? own(membership.path(), mount) : null;
        // The path of one that is hidden leads into what hides it.
        if (own != null && tree.shows(mount)) {
          List<String> controllers = membership.controllers();
          all.add(new Hierarchy(membership.isUnified(), controllers, mount.point(), own));
          break;
        }
      }
    }
    return all;
  }

  /**
   * Those of {@code memberships} that are mounted at all, whatever part of the tree can be seen: in
   * a cgroup namespace of its own a process is in the root of a tree, and the host's mounts show
   * what is above. Their {@link #own} is where they are mounted.
   */
  public static List<Hierarchy> mounted(
      List<CgroupMembership> memberships, List<MountInfo> mounts) {
    List<Hierarchy> all = new ArrayList<>();
    MountTree tree = new MountTree(mounts);
    for (CgroupMembership membership : memberships) {
      for (MountInfo mount : mounts) {
        if (isOf(mount, membership) && tree.shows(mount)) {
          List<String> controllers = membership.controllers();
          all.add(new Hierarchy(membership.isUnified(), controllers, mount.point(), mount.point()));
          break;
        }
      }
    }
    return all;
  }

  private static boolean isOf(MountInfo mount, CgroupMembership membership) {
    if (membership.isUnified()) {
      return mount.type().equals("cgroup2");
    }
    return mount.type().equals("cgroup")
        && has(mount.superOptions(), membership.controllers().get(0));
  }

  /** Whether {@code option} is one of those that commas separate. */
  private static boolean has(String options, String option) {
    int at = options.indexOf(option);
    while (at >= 0) {
      int end = at + option.length();
      if ((at == 0 || options.charAt(at - 1) == ',')
          && (end == options.length() || options.charAt(end) == ',')) {
        return true;
      }
      at = options.indexOf(option, at + 1);
    }
    return false;
  }

  /**
   * The directory of the cgroup {@code path}; null where the mount shows another part of the tree.
   */
  private static @Nullable String own(String path, MountInfo mount) {
    String root = mount.root().equals("/") ? "" : mount.root();
    // A cgroup outside of the root of the namespace is shown with dots.
    if ((path + "/").contains("/../") || !(path + "/").startsWith(root + "/")) {
      return null;
    }
    String below = path.substring(root.length());
    return below.isEmpty() || below.equals("/") ? mount.point() : mount.point() + below;
  }
}
