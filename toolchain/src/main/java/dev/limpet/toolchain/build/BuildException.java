package dev.limpet.toolchain.build;

/** A build that cannot go on. The message is what the user reads, with what to do about it. */
public final class BuildException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BuildException(String message) {
    super(message);
  }

  public BuildException(String message, Throwable cause) {
    super(message, cause);
  }
}
