package dev.limpet.oci.systemd;

import org.jspecify.annotations.Nullable;

/** What was asked over a bus was not done; the message says why. */
final class BusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable String error;

  /** The connection does not do. */
  BusException(String message) {
    this(null, message);
  }

  /** The other side refuses, with the name that an error has. */
  BusException(@Nullable String error, String message) {
    super(message);
    this.error = error;
  }

  boolean is(String name) {
    return name.equals(error);
  }
}
