package dev.limpet.sandbox;

import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a plan that furnishes the mount namespace.
 *
 * <p>The host's root is not copied but restricted where it is: in a mount namespace that belongs to
 * a new user namespace everything mounted below the root is locked to it, so that no bind of the
 * root without its submounts is to be had. So those are hidden, each behind an empty directory, and
 * nobody in the box can lift that: it has no capability here, and in a namespace nested further all
 * is locked again.
 */
final class MountPlanner {
  private static final String DEV = "/dev";
  private static final String SHM = "/dev/shm";
  static final String CONSOLE = "/dev/console";
  private static final String PTS = "/dev/pts";
  private static final String PROC = "/proc";
  private static final String TMP = "/tmp";

  /** The device nodes of the OCI runtime specification, config-linux, "Default Devices". */
  private static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty");

  private static final List<Step.Link> LINKS =
      List.of(
          new Step.Link("/dev/fd", "/proc/self/fd"),
          new Step.Link("/dev/stdin", "/proc/self/fd/0"),
          new Step.Link("/dev/stdout", "/proc/self/fd/1"),
          new Step.Link("/dev/stderr", "/proc/self/fd/2"),
          new Step.Link("/dev/ptmx", "pts/ptmx"));

  /** What masked paths are directories of all that runtimes mask. */
  private static final List<String> DIRECTORIES =
      List.of("/proc/acpi", "/proc/asound", "/proc/scsi");

  private final Spec spec;
  private final Host host;
  private final List<Step> steps;

  /** The mounts of the Spec that are binds, and those that are file systems of the box's own. */
  private final List<Mount> binds = new ArrayList<>();

  private final List<Mount> own = new ArrayList<>();

  MountPlanner(Spec spec, Host host, List<Step> steps) {
    this.spec = spec;
    this.host = host;
    this.steps = steps;
    for (Mount mount : spec.mounts()) {
      (isBind(mount) ? binds : own).add(mount);
    }
  }

  void plan() {
    takeTrees();
    boolean entered = root();
    if (entered) {
      for (String path : new String[] {DEV, PROC, TMP}) {
        steps.add(new Step.RequireDirectory(path));
      }
    }
    dev(required(DEV, "tmpfs"));
    // The kernel gives a fresh /proc only where the host's can be seen.
    proc(required(PROC, "proc"));
    // From here on no path leads to the host, not even ".." of the root.
    steps.add(new Step.LeaveHost());
    hideSubmounts();
    others();
  }

  private Mount required(String destination, String type) {
    for (Mount mount : own) {
      if (mount.destination().equals(destination) && mount.type().equals(type)) {
        return mount;
      }
    }
    throw new RefusedException("not supported: a box without " + type + " on " + destination);
  }

  /** The sources of binds are opened while the host's paths are what they are for the caller. */
  private void takeTrees() {
    int slot = 0;
    for (Mount mount : binds) {
      steps.add(new Step.TakeTree(slot++, mount.source(), isWritable(mount)));
    }
  }

  private boolean root() {
    // The host's nodes stay within reach as the working directory, whatever becomes of paths.
    steps.add(new Step.WorkInHostDev());
    String path = spec.root().path();
    if (path.equals("/")) {
      steps.add(new Step.SealRoot(!spec.root().readonly()));
      return false;
    }
    steps.add(new Step.EnterRoot(path, hasMountsBelow(path), !spec.root().readonly()));
    return true;
  }

  /**
   * A bind that is not recursive is refused if anything is mounted below, seen in the end or not.
   */
  private boolean hasMountsBelow(String root) {
    for (String point : host.mounts()) {
      if (Paths.isWithin(point, root) && !point.equals(root)) {
        return true;
      }
    }
    return false;
  }

  private void dev(Mount dev) {
    MountOptions options = MountOptions.of(dev.options());
    steps.add(new Step.MountNew("tmpfs", DEV, options.flags(), options.data()));
    steps.add(new Step.MakeDevices(DEVICES));
    if (spec.process().terminal()) {
      steps.add(new Step.MakeFile(CONSOLE));
    }
    steps.add(new Step.MakeLinks(LINKS));
    steps.add(new Step.MakeDirectory(PTS, 0755));
    steps.add(new Step.MakeDirectory(SHM, 01777));
    steps.add(new Step.SealDevices());
    // Memory to share is a directory of the same file system, bounded together with it, that may
    // be written to because it is a mount of its own.
    steps.add(new Step.BindToItself(SHM));
    steps.add(new Step.SetReadOnly(SHM, false));
    // From here on /dev/pts is an empty read-only directory to hide things behind.
  }

  private void proc(Mount proc) {
    steps.add(new Step.MountNew("proc", PROC, MountOptions.of(proc.options()).flags(), ""));
    // A bind has its source's flags: those made while /proc is read-only stay so.
    steps.add(new Step.SetReadOnly(PROC, true));
    for (String path : spec.linux().readonlyPaths()) {
      steps.add(new Step.KeepReadOnly(path));
    }
    steps.add(new Step.SetReadOnly(PROC, false));
    for (String path : spec.linux().maskedPaths()) {
      steps.add(new Step.Mask(path, DIRECTORIES.contains(path)));
    }
  }

  private void hideSubmounts() {
    if (spec.root().submounts() == Root.Submounts.HIDDEN) {
      for (String path : submounts()) {
        steps.add(new Step.HideSubmount(path));
      }
    }
  }

  /** Mounts of the host below the root, as paths in the box, the topmost only, each once. */
  private List<String> submounts() {
    String root = spec.root().path();
    List<String> found = new ArrayList<>();
    for (String point : host.mounts()) {
      if (!Paths.isWithin(point, root) || point.equals(root)) {
        continue;
      }
      String path = root.equals("/") ? point : point.substring(root.length());
      // What is below /sys comes many times over: the cheaper question first.
      if (!isWithinAny(path, found) && !isCovered(path)) {
        found.removeIf(below -> Paths.isWithin(below, path));
        found.add(path);
      }
    }
    return found;
  }

  /** Whether the box mounts something of its own there or above. */
  private boolean isCovered(String path) {
    for (int i = 0; i < own.size(); i++) {
      if (Paths.isWithin(path, own.get(i).destination())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithinAny(String path, List<String> directories) {
    for (int i = 0; i < directories.size(); i++) {
      if (Paths.isWithin(path, directories.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The rest, in its order: what comes later lies on top. */
  private void others() {
    int slot = 0;
    for (int i = 0; i < spec.mounts().size(); i++) {
      Mount mount = spec.mounts().get(i);
      String at = mount.destination();
      if (isBind(mount)) {
        // Whether a path is on a fresh tmpfs of the box's is up to the last mount above it so far.
        boolean create = isOnOwnFileSystem(at, spec.mounts().subList(0, i));
        steps.add(new Step.PlaceTree(slot++, mount.source(), at, isWritable(mount), create));
      } else if (!at.equals(DEV) && !at.equals(PROC) && !at.equals(SHM)) {
        mountNew(mount, isOnOwnFileSystem(at, spec.mounts().subList(0, i)));
      }
    }
  }

  private void mountNew(Mount mount, boolean create) {
    MountOptions options = MountOptions.of(mount.options());
    String at = mount.destination();
    switch (mount.type()) {
      case "tmpfs", "devpts" -> {
        if (create && !at.equals(PTS)) {
          steps.add(new Step.MakePath(at));
        }
        if (!at.equals(PTS) && !at.equals(TMP)) {
          steps.add(new Step.RequireDirectory(at));
        }
        steps.add(new Step.MountNew(mount.type(), at, options.flags(), options.data()));
      }
      default -> throw new RefusedException("not supported: " + mount.type() + " on " + at);
    }
  }

  private static boolean isOnOwnFileSystem(String path, List<Mount> before) {
    boolean own = false;
    for (Mount mount : before) {
      if (Paths.isWithin(path, mount.destination())) {
        own = mount.type().equals("tmpfs") && !mount.destination().equals(DEV);
      }
    }
    return own;
  }

  private static boolean isBind(Mount mount) {
    return mount.type().equals("bind")
        || mount.options().contains("bind")
        || mount.options().contains("rbind");
  }

  private static boolean isWritable(Mount bind) {
    return !bind.options().contains("ro");
  }
}
