package dev.limpet.oci.process;

import dev.limpet.formats.oci.User;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import java.util.List;

/**
 * Becomes the user of the process, and keeps all capabilities for what is left to do.
 *
 * @param user whom
 */
record BecomeUser(User user) implements Step.Furnish {
  /** SECBIT_NO_SETUID_FIXUP: capabilities do not depend on the user id. */
  private static final int NO_SETUID_FIXUP = 1 << 2;

  @Override
  public void furnish(Kernel kernel) {
    setGroups(kernel, user.additionalGids());
    kernel.prctl(Flags.PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0);
    kernel.setresgid(user.gid(), user.gid(), user.gid());
    kernel.setresuid(user.uid(), user.uid(), user.uid());
    kernel.prctl(Flags.PR_SET_SECUREBITS, 0, 0, 0, 0);
    if (user.umask() != User.NO_UMASK) {
      kernel.umask(user.umask());
    }
  }

  private static void setGroups(Kernel kernel, List<Integer> groups) {
    int[] list = new int[groups.size()];
    for (int i = 0; i < list.length; i++) {
      list[i] = groups.get(i);
    }
    try {
      kernel.setgroups(list);
    } catch (ErrnoException e) {
      // Where an ordinary user made the namespace nobody may give up groups, and none are asked
      // for.
      if (e.errno() != Errno.EPERM || list.length > 0) {
        throw e;
      }
    }
  }

  @Override
  public String text() {
    return "become the user "
        + Integer.toUnsignedString(user.uid())
        + " of the group "
        + Integer.toUnsignedString(user.gid());
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EINVAL ? "the container's map of ids does not have it" : "";
  }
}
