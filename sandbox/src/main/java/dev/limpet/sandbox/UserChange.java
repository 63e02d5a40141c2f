package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the guest's process another user of the box, whose ids are more than the caller's. It keeps
 * its capabilities up to the step that drops them.
 *
 * @param terminal whether the guest has a terminal of the box's own
 */
public record UserChange(int uid, int gid, List<Integer> groups, boolean terminal)
    implements Step.Furnish {
  public UserChange {
    groups = List.copyOf(groups);
  }

  /** The same box with a guest that is this user. */
  public Plan in(Plan plan) {
    List<Step> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.DropCapabilities) {
        steps.add(this);
      }
      steps.add(step);
    }
    return plan.withSteps(steps);
  }

  @Override
  public void furnish(Kernel kernel) {
    for (int fd = 0; fd <= 2; fd++) {
      own(kernel, fd);
    }
    int[] all = new int[groups.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = groups.get(i);
    }
    kernel.setgroups(all);
    kernel.setresgid(gid, gid, gid);
    kernel.prctl(Flags.PR_SET_KEEPCAPS, 1, 0, 0, 0);
    kernel.setresuid(uid, uid, uid);
    // Who is not root any more has them, but not in effect.
    kernel.capset(-1, -1, 0);
  }

  /** So that the user can open it again, as /dev/stdout. */
  private void own(Kernel kernel, int fd) {
    try {
      FileStatus status = kernel.statx(fd, "", Flags.AT_EMPTY_PATH);
      if (isOfBox(kernel, fd, status)) {
        kernel.fchownat(fd, "", uid, -1, Flags.AT_EMPTY_PATH);
      }
    } catch (ErrnoException e) {
      // Nothing is open there, or it belongs to nobody of the box.
      if (e.errno() != Errno.EBADF && e.errno() != Errno.EPERM && e.errno() != Errno.EINVAL) {
        throw e;
      }
    }
  }

  /**
   * Whether what is open there may become the user's. A pipe that the caller made may; a pipe with
   * a name, a file or the caller's terminal may not.
   */
  private boolean isOfBox(Kernel kernel, int fd, FileStatus status) {
    if (status.type() == Flags.S_IFCHR) {
      return terminal && kernel.isatty(fd);
    }
    return status.type() == Flags.S_IFIFO
        && kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + fd).startsWith("pipe:");
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder("become user ");
    out.append(Integer.toUnsignedString(uid)).append(" and group ");
    out.append(Integer.toUnsignedString(gid));
    for (int group : groups) {
      out.append(' ').append(Integer.toUnsignedString(group));
    }
    return out.toString();
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
