package dev.limpet.linux;

/**
 * A system call that failed: what was called, on what, and the errno.
 *
 * <p>The message reads {@code mount proc on /newroot/proc: EPERM}.
 *
 * <p>It has no stack trace, and its message is made when asked for: to many a caller a call that
 * fails is an answer like any other, and gathering a trace costs more than the call.
 */
public final class ErrnoException extends RuntimeException {
  private final String call;
  private final String subject;
  private final int errno;

  /**
   * @param call the system call's name, for example {@code mount}
   * @param subject what it was called on, or the empty string
   * @param errno the positive errno
   */
  public ErrnoException(String call, String subject, int errno) {
    super(null, null, true, false);
    this.call = call;
    this.subject = subject;
    this.errno = errno;
  }

  @Override
  public String getMessage() {
    return (subject.isEmpty() ? call : call + " " + subject) + ": " + Errno.name(errno);
  }

  public String call() {
    return call;
  }

  public String subject() {
    return subject;
  }

  /** The positive errno, for example {@link Errno#EPERM}. */
  public int errno() {
    return errno;
  }
}
