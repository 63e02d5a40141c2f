package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a resolv.conf(5) of the box's own over the one of its root. That one may be a link to a
 * place that the box does not have: it is covered as it is, link or file, and what it leads to
 * stays untouched.
 *
 * @param content of the file
 */
public record ResolverFile(String content) implements Step.Furnish {
  /** How many bytes it may have. */
  public static final int LIMIT = 1 << 16;

  private static final String TARGET = "/etc/resolv.conf";

  /** Here will be the box's terminals; up to then it is an empty directory. */
  private static final String SCRATCH = "/dev/pts";

  private static final String SCRATCH_FILE = SCRATCH + "/resolv.conf";

  private static final String OPTIONS = "mode=755,size=128k,nr_inodes=2";

  private static final long ATTRIBUTES =
      Flags.MOUNT_ATTR_RDONLY
          | Flags.MOUNT_ATTR_NOSUID
          | Flags.MOUNT_ATTR_NODEV
          | Flags.MOUNT_ATTR_NOEXEC;

  /** The same box with that file. */
  public static Plan in(Plan plan, String content) {
    List<Step> steps = new ArrayList<>();
    boolean left = false;
    boolean placed = false;
    for (Step step : plan.steps()) {
      // What the caller mounts on that path lies on top; what is hidden there lies below.
      if (left && !placed && !(step instanceof Step.HideSubmount)) {
        steps.add(new ResolverFile(content));
        placed = true;
      }
      steps.add(step);
      left |= step instanceof Step.LeaveHost;
    }
    return plan.withSteps(steps);
  }

  @Override
  public void furnish(Kernel kernel) {
    int flags = Flags.O_PATH | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;
    int target;
    try {
      target = kernel.openat(Flags.AT_FDCWD, TARGET, flags, 0);
    } catch (ErrnoException e) {
      if (MountCalls.isAbsence(e.errno())) {
        // A root without one asks whoever answers at its own port 53.
        return;
      }
      throw e;
    }
    int tree = tree(kernel);
    kernel.move_mount(
        tree, "", target, "", Flags.MOVE_MOUNT_F_EMPTY_PATH | Flags.MOVE_MOUNT_T_EMPTY_PATH);
    kernel.close(tree);
    kernel.close(target);
  }

  /**
   * The file as a mount that is not anywhere yet. It has a file system of its own, where it keeps
   * its name: on a file without one nothing can be mounted any more.
   */
  private int tree(Kernel kernel) {
    kernel.mount("tmpfs", SCRATCH, "tmpfs", Flags.MS_NOSUID | Flags.MS_NODEV, OPTIONS);
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC;
    Fd file = new Fd(kernel, kernel.openat(Flags.AT_FDCWD, SCRATCH_FILE, flags, 0444));
    file.write(OsString.encode(content));
    file.close();
    int tree =
        kernel.open_tree(
            Flags.AT_FDCWD, SCRATCH_FILE, Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC);
    kernel.umount2(SCRATCH, Flags.MNT_DETACH);
    kernel.mount_setattr(tree, "", Flags.AT_EMPTY_PATH, ATTRIBUTES, 0, Flags.MS_PRIVATE);
    return tree;
  }

  @Override
  public String text() {
    return "have " + TARGET + " name the network's resolver, where the root has such a file";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.ENOTDIR || errno == Errno.EINVAL
        ? TARGET + " of the root is a directory, and a file is wanted"
        : "";
  }
}
