package dev.limpet.oci.start;

import dev.limpet.linux.ExitCode;
import dev.limpet.sandbox.RefusedException;

/** Why a process has not become its program, as it is told from one process to another. */
public final class Refusal {
  private Refusal() {}

  /** The words for it: the exit code that whoever asked should end with, and the line. */
  static String told(RuntimeException failure) {
    int code = failure instanceof RefusedException refused ? refused.exitCode() : ExitCode.FAILURE;
    return code + " " + failure.getMessage();
  }

  /** What was {@link #told}. */
  public static RefusedException heard(String words) {
    int space = words.indexOf(' ');
    return new RefusedException(
        words.substring(space + 1), Integer.parseInt(words.substring(0, space)));
  }
}
