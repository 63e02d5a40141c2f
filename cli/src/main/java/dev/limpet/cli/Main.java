package dev.limpet.cli;

import dev.limpet.linux.Arguments;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.SystemKernel;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;

/**
 * The {@code limpet} binary: it starts a box with plain options as fast as can be, and hands
 * everything else over to the full program beside it.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Kernel kernel = new SystemKernel();
    kernel.exit_group(run(kernel, Arguments.ofProcess(args).words()));
  }

  /** Does what {@code words} say; returns the exit code. */
  static int run(Kernel kernel, List<String> words) {
    try {
      return new RunCommand(kernel).run(words);
    } catch (UsageException e) {
      // What is wrong, if anything, the full program knows better.
      return new FullProgram(kernel).become(words);
    } catch (StepFailedException | RefusedException | ErrnoException failure) {
      new Stdio(kernel).failure(String.valueOf(failure.getMessage()));
      return ExitCode.FAILURE;
    }
  }
}
