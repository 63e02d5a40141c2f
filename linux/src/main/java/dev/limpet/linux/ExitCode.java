package dev.limpet.linux;

/**
 * Exit codes that are not the guest's own, as {@code docker run}, {@code env} and {@code chroot}
 * have them.
 */
public final class ExitCode {
  /** The box was ended because its time was over, as timeout(1) has it. */
  public static final int TIMED_OUT = 124;

  /** Limpet itself failed. */
  public static final int FAILURE = 125;

  /** The command was found and could not be executed. */
  public static final int NOT_EXECUTABLE = 126;

  /** The command was not found. */
  public static final int NOT_FOUND = 127;

  private ExitCode() {}

  /** The code for an execve that failed with {@code errno}. */
  public static int ofExecve(int errno) {
    return errno == Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
  }

  /** The code for a guest that {@code signal} ended. */
  public static int ofSignal(int signal) {
    return 128 + signal;
  }
}
