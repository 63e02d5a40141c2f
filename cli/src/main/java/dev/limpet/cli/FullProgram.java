package dev.limpet.cli;

import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import java.util.ArrayList;
import java.util.List;

/** The program that knows all verbs and options. It lies beside this one. */
final class FullProgram {
  private static final String SELF = "/proc/self/exe";
  private static final String NAME = "limpet-full";

  private final Kernel kernel;

  FullProgram(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Does not return where the program is there; else says why not and returns the exit code. */
  int become(List<String> words) {
    List<String> args = new ArrayList<>();
    args.add("limpet");
    args.addAll(words);
    String path = NAME;
    int errno;
    try {
      String self = kernel.readlinkat(Flags.AT_FDCWD, SELF);
      path = self.substring(0, self.lastIndexOf('/') + 1) + NAME;
      String[] environment = Environment.ofProcess().entries().toArray(new String[0]);
      errno = kernel.execve(path, args.toArray(new String[0]), environment);
    } catch (ErrnoException e) {
      errno = e.errno();
    }
    new Stdio(kernel)
        .failure(
            "this needs "
                + path
                + ", which cannot be executed: "
                + Errno.name(errno)
                + ": install it beside limpet");
    return ExitCode.FAILURE;
  }
}
