package dev.limpet.oci.root;

import dev.limpet.formats.proc.CgroupMembership;
import dev.limpet.formats.proc.MountInfo;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.cgroup.Hierarchy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the container its own cgroups, and none above them: of version 2 as the one tree, else a
 * directory for each hierarchy.
 *
 * @param root the root
 * @param target where
 * @param options how
 * @param namespace whether the process is in a cgroup namespace of its own, whose root it shows
 * @param known the mounts that the process has from the runtime; null for those of somebody else's
 */
record CgroupMount(
    BundleRoot root,
    String target,
    OciMountOptions options,
    boolean namespace,
    @Nullable List<MountInfo> known)
    implements Step.Furnish {
  private static final int LIMIT = 1 << 24;

  @Override
  public void furnish(Kernel kernel) {
    List<CgroupMembership> memberships =
        CgroupMembership.parse(OsString.decode(read(kernel, "/proc/self/cgroup")));
    List<MountInfo> mounts =
        known == null ? MountInfo.parse(read(kernel, "/proc/self/mountinfo")) : known;
    List<Hierarchy> all =
        namespace ? Hierarchy.mounted(memberships, mounts) : Hierarchy.all(memberships, mounts);
    if (all.isEmpty()) {
      throw new ErrnoException("mount", "cgroup", Errno.ENODEV);
    }
    int place = root.make(kernel, target, true);
    if (all.size() == 1 && all.get(0).unified()) {
      show(kernel, all.get(0), place);
      if (namespace) {
        seal(kernel, root.find(kernel, target));
      }
    } else {
      separately(kernel, all, place);
    }
    kernel.close(place);
  }

  private void separately(Kernel kernel, List<Hierarchy> all, int place) {
    long flags = options.mountFlags() & ~Flags.MS_RDONLY;
    kernel.mount("tmpfs", BundleRoot.path(place), "tmpfs", flags, "mode=755");
    int mounted = root.find(kernel, target);
    for (Hierarchy hierarchy : all) {
      String point = hierarchy.point();
      String name = point.substring(point.lastIndexOf('/') + 1);
      kernel.mkdirat(mounted, name, 0755);
      int at = kernel.openat(mounted, name, Flags.O_PATH | Flags.O_CLOEXEC, 0);
      show(kernel, hierarchy, at);
      kernel.close(at);
      if (namespace) {
        seal(kernel, kernel.openat(mounted, name, Flags.O_PATH | Flags.O_CLOEXEC, 0));
      }
      for (String controller : hierarchy.controllers()) {
        if (name.indexOf(',') >= 0 && !controller.equals(name)) {
          kernel.symlinkat(name, mounted, controller);
        }
      }
    }
    seal(kernel, mounted);
  }

  /** Makes a mount read-only where that is wanted, and lets go of it. */
  private void seal(Kernel kernel, int mounted) {
    if ((options.set() & Flags.MOUNT_ATTR_RDONLY) != 0) {
      kernel.mount_setattr(mounted, "", Flags.AT_EMPTY_PATH, Flags.MOUNT_ATTR_RDONLY, 0, 0);
    }
    kernel.close(mounted);
  }

  private void show(Kernel kernel, Hierarchy hierarchy, int place) {
    if (namespace) {
      mount(kernel, hierarchy, place);
    } else {
      bind(kernel, hierarchy.own(), place);
    }
  }

  /** The kernel shows the tree from the root of the namespace on. */
  private void mount(Kernel kernel, Hierarchy hierarchy, int place) {
    String words = String.join(",", hierarchy.controllers());
    // One without a controller has to be said to have none.
    String data = words.startsWith("name=") ? "none," + words : words;
    kernel.mount(
        "cgroup",
        BundleRoot.path(place),
        hierarchy.unified() ? "cgroup2" : "cgroup",
        options.mountFlags() & ~Flags.MS_RDONLY,
        hierarchy.unified() ? null : data);
  }

  private void bind(Kernel kernel, String path, int place) {
    int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC;
    int tree = kernel.open_tree(Flags.AT_FDCWD, path, flags);
    kernel.mount_setattr(tree, "", Flags.AT_EMPTY_PATH, options.set(), 0, Flags.MS_PRIVATE);
    Places.attach(kernel, tree, place);
    kernel.close(tree);
  }

  private static byte[] read(Kernel kernel, String path) {
    try (Fd file = Fd.open(kernel, path, Flags.O_RDONLY)) {
      return file.readAll(LIMIT);
    }
  }

  @Override
  public String text() {
    return "mount cgroup on " + target;
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.ENODEV ? "no cgroups are mounted on this machine" : "";
  }
}
