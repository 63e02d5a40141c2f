package dev.limpet.sandbox;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Termios;

/**
 * What the caller types, on its way to the box's terminal.
 *
 * <p>An input that ends has no counterpart in a terminal, only the character for it, which counts
 * once and only for who reads lines. So whenever the box has read all there is it gets that
 * character: who reads then finds the end, as at the end of a file.
 */
final class TerminalInput extends Pump {
  /**
   * When to look whether the box has read everything: doubled from look to look, up to the longest.
   */
  private static final long FIRST_PAUSE = 5_000_000;

  private static final long LONGEST_PAUSE = 1_000_000_000;

  /** Whom to tell of a key that the terminal makes a signal of, once that has been passed on. */
  interface Keys {
    void typed(int signal);
  }

  private final int master;
  private final int slave;
  private final Keys keys;
  private boolean atEnd;
  private long pause = FIRST_PAUSE;
  private boolean quoted;
  private int typed;

  /**
   * @param master of the box's terminal; it does not block
   * @param slave the same terminal, as the box has it
   */
  TerminalInput(Kernel kernel, int input, int master, int slave, Keys keys) {
    super(kernel, input, master);
    this.master = master;
    this.slave = slave;
    this.keys = keys;
  }

  @Override
  void taken(int count) {
    for (int i = 0; i < count; i++) {
      if (buffer[i] >= 0 && buffer[i] < ' ') {
        typed = signal(count);
        return;
      }
    }
    quoted = false;
  }

  /** The signal that the terminal makes of the bytes that have come, or 0. */
  private int signal(int count) {
    Termios modes = kernel.ioctl_TCGETS(master);
    boolean mayQuote = modes.hasLocal(Termios.ICANON) && modes.hasLocal(Termios.IEXTEN);
    int signal = 0;
    for (int i = 0; i < count && signal == 0; i++) {
      byte b = buffer[i];
      if (quoted) {
        quoted = false;
      } else if (mayQuote && b == modes.cc(Termios.VLNEXT)) {
        quoted = true;
      } else if (b != 0 && modes.hasLocal(Termios.ISIG)) {
        signal = signal(modes, b);
      }
    }
    return signal;
  }

  private static int signal(Termios modes, byte b) {
    if (b == modes.cc(Termios.VINTR)) {
      return Flags.SIGINT;
    }
    if (b == modes.cc(Termios.VQUIT)) {
      return Flags.SIGQUIT;
    }
    return b == modes.cc(Termios.VSUSP) ? Flags.SIGTSTP : 0;
  }

  @Override
  void passedOn() {
    int signal = typed;
    typed = 0;
    if (signal != 0) {
      keys.typed(signal);
    }
  }

  @Override
  void sourceEnds() {
    atEnd = true;
  }

  @Override
  void sinkEnds() {
    stop();
  }

  @Override
  public int fd() {
    return atEnd && isEmpty() ? -1 : super.fd();
  }

  @Override
  public long pause() {
    return atEnd && isOpen() && isEmpty() ? pause : -1;
  }

  @Override
  public void ready(int revents) {
    if (atEnd && isEmpty()) {
      tellTheEnd();
    } else {
      super.ready(revents);
    }
  }

  private void tellTheEnd() {
    int[] unread = new int[1];
    byte end = kernel.ioctl_TCGETS(master).cc(Termios.VEOF);
    if (end != 0 && kernel.ppoll(new int[] {slave}, new int[] {Flags.POLLIN}, unread, 0) == 0) {
      put(end);
    }
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  @Override
  public void boxEnded() {
    stop();
  }
}
