package dev.limpet.sandbox;

/**
 * A box is not started: it was asked for what the process shell does not do, or what would leave it
 * open. The message says what.
 */
public final class RefusedException extends RuntimeException {
  public RefusedException(String message) {
    super(message);
  }
}
