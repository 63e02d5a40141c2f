package dev.limpet.sandbox;

import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.List;

/**
 * This program where nobody can write to it: on a mount of its own that is read-only, or as a copy
 * in memory.
 *
 * <p>A process that comes into a box is, until it executes a command there, one of this program. A
 * command of the form {@code #!/proc/self/exe} makes it stay that, within reach of the processes in
 * the box, and those could then open the program's file through {@code /proc/PID/exe}: on the mount
 * of the host, and for writing, if it is the user's own (as with runc, CVE-2019-5736).
 */
public final class SealedProgram {
  private static final String SELF = "/proc/self/exe";
  private static final int SEALS =
      Flags.F_SEAL_WRITE | Flags.F_SEAL_GROW | Flags.F_SEAL_SHRINK | Flags.F_SEAL_SEAL;
  private static final int BLOCK = 1 << 16;

  /** Of a mode: the group and all others. */
  private static final int OTHERS_WRITE = 022;

  private final Kernel kernel;

  public SealedProgram(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Executes itself so, with the same words; returns where this process is that already.
   *
   * @param args its arguments, its own name first
   * @throws RefusedException where that is not possible
   */
  public void become(List<String> args) {
    if (isOnOwnMount() || isRoots()) {
      return;
    }
    int mount = mount();
    if (mount >= 0) {
      // Where it fails there is the other way.
      execute(mount, args);
      kernel.close(mount);
    }
    Fd program = Fd.open(kernel, SELF, Flags.O_RDONLY);
    if (isSealed(program)) {
      program.close();
      return;
    }
    int errno = execute(copy(program), args);
    throw new RefusedException(
        "a copy of limpet in memory cannot be executed: "
            + Errno.name(errno)
            + ": see sysctl vm.memfd_noexec, and whether /proc is there");
  }

  /** The program on a read-only mount that is attached nowhere; negative without the privilege. */
  private int mount() {
    try {
      int mount =
          kernel.open_tree(Flags.AT_FDCWD, SELF, Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC);
      kernel.mount_setattr(
          mount, "", Flags.AT_EMPTY_PATH, Flags.MOUNT_ATTR_RDONLY, 0, Flags.MS_PRIVATE);
      return mount;
    } catch (ErrnoException e) {
      // A user has no such privilege; what is in memory already cannot be mounted.
      return -1;
    }
  }

  private int copy(Fd program) {
    int flags = Flags.MFD_CLOEXEC | Flags.MFD_ALLOW_SEALING;
    Fd copy = new Fd(kernel, kernel.memfd_create("limpet", flags));
    byte[] block = new byte[BLOCK];
    int got = kernel.read(program.number(), block, 0, BLOCK);
    while (got > 0) {
      write(copy, block, got);
      got = kernel.read(program.number(), block, 0, BLOCK);
    }
    program.close();
    kernel.fcntl(copy.number(), Flags.F_ADD_SEALS, SEALS);
    return copy.release();
  }

  /** Returns the errno where it does not work. */
  private int execute(int program, List<String> args) {
    return kernel.execve(
        "/proc/self/fd/" + program, args.toArray(new String[0]), Environment.ofProcess().toArray());
  }

  /** The only thing on a mount that is attached nowhere is its root. */
  private boolean isOnOwnMount() {
    return kernel.readlinkat(Flags.AT_FDCWD, SELF).equals("/");
  }

  /** Whether it is root's alone to write to, and no box of this user's has a root like that. */
  private boolean isRoots() {
    if (kernel.geteuid() == 0) {
      return false;
    }
    try {
      // Who may write finds it busy, as it is being executed.
      Fd.open(kernel, SELF, Flags.O_WRONLY).close();
      return false;
    } catch (ErrnoException e) {
      FileStatus status = kernel.statx(Flags.AT_FDCWD, SELF, 0);
      boolean others = (status.mode() & OTHERS_WRITE) != 0;
      return e.errno() == Errno.EACCES && status.uid() == 0 && !others;
    }
  }

  private void write(Fd copy, byte[] block, int length) {
    int done = 0;
    while (done < length) {
      done += kernel.write(copy.number(), block, done, length - done);
    }
  }

  private boolean isSealed(Fd program) {
    try {
      return (kernel.fcntl(program.number(), Flags.F_GET_SEALS, 0) & SEALS) == SEALS;
    } catch (ErrnoException e) {
      // EINVAL: a file like any other.
      return false;
    }
  }
}
