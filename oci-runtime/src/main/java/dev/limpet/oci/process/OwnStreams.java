package dev.limpet.oci.process;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;

/**
 * Gives the user the pipes and terminals that its standard streams are, so that it can open them
 * again through /dev/stdout.
 *
 * @param uid whom
 */
record OwnStreams(int uid) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    for (int fd = 0; fd < 3; fd++) {
      try {
        FileStatus status = kernel.statx(fd, "", Flags.AT_EMPTY_PATH);
        boolean stream = status.type() == Flags.S_IFIFO || kernel.isatty(fd);
        if (stream && status.uid() != uid) {
          kernel.fchownat(fd, "", uid, -1, Flags.AT_EMPTY_PATH);
        }
      } catch (ErrnoException e) {
        // Somebody else's stays somebody else's; a stream may be closed.
        if (e.errno() != Errno.EPERM
            && e.errno() != Errno.EINVAL
            && e.errno() != Errno.EROFS
            && e.errno() != Errno.EBADF) {
          throw e;
        }
      }
    }
  }

  @Override
  public String text() {
    return "own the standard streams";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
