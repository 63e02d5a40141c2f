package dev.limpet.formats.dbus;

/** Bytes are no message of D-Bus, or a text is no value of it. The message is one line. */
public final class DbusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DbusException(String problem) {
    super(problem);
  }
}
