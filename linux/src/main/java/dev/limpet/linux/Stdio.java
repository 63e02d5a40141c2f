package dev.limpet.linux;

/**
 * The three standard descriptors. Nothing is buffered: one call, one write, whole.
 *
 * <p>A reader that went away (EPIPE, where SIGPIPE is ignored) and a descriptor that the caller
 * closed (EBADF) are no failures: what is written is dropped, as the result says.
 */
public final class Stdio {
  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int ERR = 2;

  private final Kernel kernel;
  private final int err;

  public Stdio(Kernel kernel) {
    this(kernel, ERR);
  }

  /** With another descriptor in the place of standard error. */
  public Stdio(Kernel kernel, int err) {
    this.kernel = kernel;
    this.err = err;
  }

  /**
   * Writes to standard output; returns whether anybody can read it.
   *
   * @throws ErrnoException where the output is lost for another reason, such as ENOSPC
   */
  public boolean out(String text) {
    try {
      write(OUT, text);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPIPE || e.errno() == Errno.EBADF) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Writes to standard error; returns whether it worked. There is nowhere left to report a failure.
   */
  public boolean err(String text) {
    try {
      write(err, text);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /**
   * Writes {@code message} to standard error as a line of Limpet's own; what would break the line
   * or reach the terminal as a command is shown as {@link OsString#visible} has it.
   */
  public boolean failure(String message) {
    return err("limpet: " + OsString.visible(message) + "\n");
  }

  /**
   * Reads standard input to its end.
   *
   * @param limit the most bytes there may be
   * @throws ErrnoException also with EFBIG, if there are more
   */
  public byte[] in(int limit) {
    return new Fd(kernel, IN).readAll(limit);
  }

  private void write(int fd, String text) {
    new Fd(kernel, fd).write(OsString.encode(OsString.isEncodable(text) ? text : mended(text)));
  }

  /** A question mark for each surrogate that stands for nothing. */
  private static String mended(String text) {
    StringBuilder mended = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      mended.append(Character.isSurrogate(c) && (c < 0xdc80 || c > 0xdcff) ? '?' : c);
    }
    return mended.toString();
  }
}
