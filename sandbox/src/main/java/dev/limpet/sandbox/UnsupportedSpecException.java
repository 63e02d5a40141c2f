package dev.limpet.sandbox;

/** A Spec asks for something that the process shell does not do. The message says what. */
public final class UnsupportedSpecException extends RuntimeException {
  public UnsupportedSpecException(String message) {
    super(message);
  }
}
