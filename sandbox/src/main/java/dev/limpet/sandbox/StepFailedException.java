package dev.limpet.sandbox;

import dev.limpet.linux.ErrnoException;

/** A step did not work. The message says which, why, and where it is known what to do. */
public final class StepFailedException extends RuntimeException {
  /**
   * @param what what was tried, in words
   * @param cause the system call that failed
   * @param hint what to do about it, or the empty string
   */
  public StepFailedException(String what, ErrnoException cause, String hint) {
    super(message(what, cause, hint), cause);
  }

  private static String message(String what, ErrnoException cause, String hint) {
    String errno = dev.limpet.linux.Errno.name(cause.errno());
    String call = what.startsWith(cause.call()) ? errno : errno + " from " + cause.call();
    return what + ": " + call + (hint.isEmpty() ? "" : ": " + hint);
  }
}
