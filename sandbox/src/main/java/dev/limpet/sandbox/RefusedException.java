package dev.limpet.sandbox;

import dev.limpet.linux.ExitCode;

/**
 * A box is not started: it was asked for what the process shell does not do, or what would leave it
 * open. The message says what.
 */
public final class RefusedException extends RuntimeException {
  private final int exitCode;

  public RefusedException(String message) {
    this(message, ExitCode.FAILURE);
  }

  /**
   * One for which there is a code of its own.
   *
   * @param exitCode such as {@link ExitCode#NOT_FOUND}
   */
  public RefusedException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What who is refused that ends with. */
  public int exitCode() {
    return exitCode;
  }
}
