package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;
import java.util.ArrayList;
import java.util.List;

/** System calls on terminals, all of them ioctl(2); see ioctl_tty(2). */
abstract class TerminalCalls extends ProcessCalls {
  private static final int TCGETS = 0x5401;
  private static final int TCSETS = 0x5402;
  private static final int TIOCSCTTY = 0x540e;
  private static final int TIOCGPGRP = 0x540f;
  private static final int TIOCGWINSZ = 0x5413;
  private static final int TIOCSWINSZ = 0x5414;
  private static final int TIOCGPTN = 0x80045430;
  private static final int TIOCSPTLCK = 0x40045431;
  private static final int TIOCGPTPEER = 0x5441;

  /** {@code struct termios}: four words of modes, the line discipline, the characters. */
  private static final int TERMIOS_SIZE = 36;

  private static final int TERMIOS_LINE = 16;
  private static final int TERMIOS_CC = 17;

  /** {@code struct winsize}: rows, columns and two unused, 16 bits each. */
  private static final int WINSIZE_SIZE = 8;

  @Override
  public Termios ioctl_TCGETS(int fd) {
    scratch.begin();
    long at = scratch.zeroed(TERMIOS_SIZE);
    checked("ioctl TCGETS", fd, call(Nr.ioctl(), fd, TCGETS, at));
    List<Byte> cc = new ArrayList<>();
    for (int i = 0; i < Termios.NCCS; i++) {
      cc.add(Raw.peekByte(at + TERMIOS_CC + i));
    }
    return new Termios(
        Raw.peekInt(at),
        Raw.peekInt(at + 4),
        Raw.peekInt(at + 8),
        Raw.peekInt(at + 12),
        Raw.peekByte(at + TERMIOS_LINE) & 0xff,
        cc);
  }

  @Override
  public void ioctl_TCSETS(int fd, Termios modes) {
    scratch.begin();
    long at = scratch.zeroed(TERMIOS_SIZE);
    if (at != 0) {
      Raw.pokeInt(at, modes.iflag());
      Raw.pokeInt(at + 4, modes.oflag());
      Raw.pokeInt(at + 8, modes.cflag());
      Raw.pokeInt(at + 12, modes.lflag());
      Raw.pokeByte(at + TERMIOS_LINE, (byte) modes.line());
      for (int i = 0; i < Termios.NCCS; i++) {
        Raw.pokeByte(at + TERMIOS_CC + i, modes.cc(i));
      }
    }
    checked("ioctl TCSETS", fd, call(Nr.ioctl(), fd, TCSETS, at));
  }

  @Override
  public WindowSize ioctl_TIOCGWINSZ(int fd) {
    scratch.begin();
    long at = scratch.zeroed(WINSIZE_SIZE);
    checked("ioctl TIOCGWINSZ", fd, call(Nr.ioctl(), fd, TIOCGWINSZ, at));
    return new WindowSize(Raw.peekShort(at) & 0xffff, Raw.peekShort(at + 2) & 0xffff);
  }

  @Override
  public void ioctl_TIOCSWINSZ(int fd, WindowSize size) {
    scratch.begin();
    long at = scratch.zeroed(WINSIZE_SIZE);
    if (at != 0) {
      Raw.pokeShort(at, (short) size.rows());
      Raw.pokeShort(at + 2, (short) size.columns());
    }
    checked("ioctl TIOCSWINSZ", fd, call(Nr.ioctl(), fd, TIOCSWINSZ, at));
  }

  @Override
  public int ioctl_TIOCGPTN(int fd) {
    scratch.begin();
    long at = scratch.zeroed(4);
    checked("ioctl TIOCGPTN", fd, call(Nr.ioctl(), fd, Integer.toUnsignedLong(TIOCGPTN), at));
    return Raw.peekInt(at);
  }

  @Override
  public void ioctl_TIOCSPTLCK(int fd, boolean locked) {
    scratch.begin();
    long at = scratch.zeroed(4);
    if (at != 0) {
      Raw.pokeInt(at, locked ? 1 : 0);
    }
    checked("ioctl TIOCSPTLCK", fd, call(Nr.ioctl(), fd, TIOCSPTLCK, at));
  }

  @Override
  public int ioctl_TIOCGPTPEER(int fd, int flags) {
    long result = plain(Nr.ioctl(), fd, TIOCGPTPEER, OpenFlags.toKernel(flags));
    return checked("ioctl TIOCGPTPEER", fd, result);
  }

  @Override
  public void ioctl_TIOCSCTTY(int fd) {
    checked("ioctl TIOCSCTTY", fd, plain(Nr.ioctl(), fd, TIOCSCTTY, 0));
  }

  @Override
  public int ioctl_TIOCGPGRP(int fd) {
    scratch.begin();
    long at = scratch.zeroed(4);
    checked("ioctl TIOCGPGRP", fd, call(Nr.ioctl(), fd, TIOCGPGRP, at));
    return Raw.peekInt(at);
  }
}
