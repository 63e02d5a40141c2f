package dev.limpet.oci;

/** A verb did not do what it was asked for; the message says what, where, and how to mend it. */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean absent;

  public FailedException(String message) {
    this(message, false);
  }

  private FailedException(String message, boolean absent) {
    super(message);
    this.absent = absent;
  }

  /** There is no container of that name, in the words that engines look for. */
  static FailedException noContainer(String id) {
    return new FailedException("container " + id + " does not exist", true);
  }

  /** Whether what is missing is the container itself. */
  boolean isAbsence() {
    return absent;
  }
}
