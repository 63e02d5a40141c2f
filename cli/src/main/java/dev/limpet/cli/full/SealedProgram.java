package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * This program as a copy in memory that nobody can write to.
 *
 * <p>A process that comes into a box is, until it executes a command there, one of this program. A
 * command of the form {@code #!/proc/self/exe} makes it stay that, within reach of the processes in
 * the box, and those could then open the program's file through {@code /proc/PID/exe}: on the mount
 * of the host, and for writing, if it is the user's own (as with runc, CVE-2019-5736).
 */
final class SealedProgram {
  private static final String SELF = "/proc/self/exe";
  private static final int SEALS =
      Flags.F_SEAL_WRITE | Flags.F_SEAL_GROW | Flags.F_SEAL_SHRINK | Flags.F_SEAL_SEAL;
  private static final int BLOCK = 1 << 16;

  private final Kernel kernel;

  SealedProgram(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Executes the copy with the same words; returns where this process is that copy already. */
  void become(String verb, List<String> words) {
    Fd program = Fd.open(kernel, SELF, Flags.O_RDONLY);
    if (isSealed(program)) {
      program.close();
      return;
    }
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
    List<String> args = new ArrayList<>();
    args.add("limpet");
    args.add(verb);
    args.addAll(words);
    int errno =
        kernel.execve(
            "/proc/self/fd/" + copy.number(),
            args.toArray(new String[0]),
            Environment.ofProcess().toArray());
    throw new UsageException(
        verb
            + ": a copy of limpet in memory cannot be executed: "
            + Errno.name(errno)
            + ": see sysctl vm.memfd_noexec, and whether /proc is there");
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
