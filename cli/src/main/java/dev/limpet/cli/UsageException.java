package dev.limpet.cli;

/**
 * The command line cannot be understood. The message is one line: what, where, and how to mend it.
 */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }
}
