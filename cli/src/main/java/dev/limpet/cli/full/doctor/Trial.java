package dev.limpet.cli.full.doctor;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.WaitStatus;
import java.util.function.IntSupplier;

/**
 * Something that was tried in a process of its own, which leaves nothing: what it makes ends with
 * it.
 *
 * @param code how it ended, 0 where it worked
 * @param said what it wrote to standard error
 */
record Trial(int code, String said) {
  /** Longer than any start; a process that hangs is killed. */
  private static final long PATIENCE = 20_000_000_000L;

  private static final int LIMIT = 4096;

  /**
   * Tries {@code attempt}, which returns an exit code.
   *
   * @param namespaces CLONE_NEW*: those that the process has for itself
   */
  static Trial of(Kernel kernel, long namespaces, IntSupplier attempt) {
    int[] ends = new int[2];
    kernel.pipe2(ends, Flags.O_CLOEXEC);
    Fd reader = new Fd(kernel, ends[0]);
    Fd writer = new Fd(kernel, ends[1]);
    try {
      int pid = kernel.clone(namespaces | Flags.SIGCHLD);
      if (pid == 0) {
        reader.close();
        kernel.exit_group(child(kernel, writer, attempt));
      }
      writer.close();
      return outcome(kernel, pid, reader);
    } catch (ErrnoException e) {
      writer.close();
      return new Trial(ExitCode.FAILURE, String.valueOf(e.getMessage()));
    } finally {
      reader.close();
    }
  }

  private static int child(Kernel kernel, Fd writer, IntSupplier attempt) {
    try {
      int nothing = kernel.openat(Flags.AT_FDCWD, "/dev/null", Flags.O_RDWR, 0);
      kernel.dup3(nothing, 0, 0);
      kernel.dup3(nothing, 1, 0);
      kernel.dup3(writer.number(), 2, 0);
      kernel.close(nothing);
      return attempt.getAsInt();
    } catch (RuntimeException e) {
      new Stdio(kernel).failure(String.valueOf(e.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  private static Trial outcome(Kernel kernel, int pid, Fd reader) {
    int[] revents = new int[1];
    int[] pipe = {reader.number()};
    byte[] text = new byte[LIMIT];
    int size = 0;
    while (size < LIMIT) {
      if (kernel.ppoll(pipe, new int[] {Flags.POLLIN}, revents, PATIENCE) == 0) {
        kernel.kill(pid, Flags.SIGKILL);
        break;
      }
      int got = kernel.read(pipe[0], text, size, LIMIT - size);
      if (got == 0) {
        break;
      }
      size += got;
    }
    int[] status = new int[1];
    kernel.wait4(pid, status, 0);
    return new Trial(new WaitStatus(status[0]).exitCode(), said(OsString.decode(text, 0, size)));
  }

  /** One line, without the program's name. */
  private static String said(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.startsWith("limpet: ") ? line.substring("limpet: ".length()) : line;
  }
}
