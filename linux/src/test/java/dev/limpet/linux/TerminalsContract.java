package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Pseudo terminals. */
abstract class TerminalsContract extends KernelContract {
  private static final int OPEN = Flags.O_RDWR | Flags.O_NOCTTY | Flags.O_CLOEXEC;

  private int master() {
    return kernel.openat(Flags.AT_FDCWD, "/dev/ptmx", OPEN | Flags.O_NONBLOCK, 0);
  }

  /** A master and its slave, which passes every byte as it is. */
  private int[] raw() {
    int master = master();
    kernel.ioctl_TIOCSPTLCK(master, false);
    int slave = kernel.ioctl_TIOCGPTPEER(master, OPEN);
    kernel.ioctl_TCSETS(slave, kernel.ioctl_TCGETS(slave).raw());
    return new int[] {master, slave};
  }

  @Test
  void newTerminalIsLocked() {
    int master = master();
    assertTrue(kernel.isatty(master));
    assertErrno(Errno.EIO, () -> kernel.ioctl_TIOCGPTPEER(master, OPEN));
    kernel.ioctl_TIOCSPTLCK(master, false);
    int slave = kernel.ioctl_TIOCGPTPEER(master, OPEN);
    assertTrue(kernel.isatty(slave));
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(slave, Flags.F_GETFD, 0));
    String path = "/dev/pts/" + kernel.ioctl_TIOCGPTN(master);
    int byName = kernel.openat(Flags.AT_FDCWD, path, OPEN, 0);
    kernel.close(byName);
    kernel.close(slave);
    kernel.close(master);
  }

  @Test
  void bytesGoThroughBothWays() {
    int[] pty = raw();
    write(pty[0], "\003to\rthe\004slave");
    assertEquals("\003to\rthe\004slave", read(pty[1]));
    write(pty[1], "and\nback");
    assertEquals("and\nback", read(pty[0]));
    assertErrno(Errno.EAGAIN, () -> read(pty[0]));
    close(pty);
  }

  @Test
  void modesOfTheMasterAreThoseOfTheSlave() {
    int[] pty = raw();
    Termios raw = kernel.ioctl_TCGETS(pty[0]);
    assertEquals(raw, kernel.ioctl_TCGETS(pty[1]));
    assertEquals(raw, raw.raw());
    int local = Termios.ICANON | Termios.ISIG;
    Termios cooked =
        new Termios(raw.iflag(), raw.oflag(), raw.cflag(), local, raw.line(), raw.cc());
    kernel.ioctl_TCSETS(pty[0], cooked);
    assertTrue(kernel.ioctl_TCGETS(pty[1]).hasLocal(Termios.ICANON));
    assertFalse(kernel.ioctl_TCGETS(pty[1]).hasLocal(Termios.ECHO));
    assertEquals(3, kernel.ioctl_TCGETS(pty[1]).cc(Termios.VINTR));
    assertEquals(4, kernel.ioctl_TCGETS(pty[1]).cc(Termios.VEOF));
    assertEquals(0x1a, kernel.ioctl_TCGETS(pty[1]).cc(Termios.VSUSP));
    close(pty);
  }

  @Test
  void windowHasTheSizeItIsGiven() {
    int[] pty = raw();
    assertEquals(new WindowSize(0, 0), kernel.ioctl_TIOCGWINSZ(pty[1]));
    kernel.ioctl_TIOCSWINSZ(pty[0], new WindowSize(50, 40_000));
    assertEquals(new WindowSize(50, 40_000), kernel.ioctl_TIOCGWINSZ(pty[1]));
    close(pty);
  }

  @Test
  void masterHearsThatTheSlaveIsGoneAfterWhatItWrote() {
    int[] pty = raw();
    write(pty[1], "last words");
    kernel.close(pty[1]);
    int[] ready = new int[1];
    assertEquals(1, kernel.ppoll(new int[] {pty[0]}, new int[] {Flags.POLLIN}, ready, -1));
    assertEquals(Flags.POLLIN | Flags.POLLHUP, ready[0]);
    assertEquals("last words", read(pty[0]));
    assertErrno(Errno.EIO, () -> read(pty[0]));
    write(pty[0], "for who opens it again");
    assertEquals(1, kernel.ppoll(new int[] {pty[0]}, new int[1], ready, -1));
    assertEquals(Flags.POLLHUP, ready[0]);
    kernel.close(pty[0]);
  }

  @Test
  void slaveIsHungUpWhenTheMasterIsGone() {
    int[] pty = raw();
    kernel.close(pty[0]);
    assertEquals("", read(pty[1]));
    assertErrno(Errno.EIO, () -> write(pty[1], "x"));
    assertErrno(Errno.EIO, () -> kernel.ioctl_TCGETS(pty[1]));
    kernel.close(pty[1]);
  }

  @Test
  void descriptorOpenedAgainHasFlagsOfItsOwn() {
    int[] pty = raw();
    int again =
        kernel.openat(Flags.AT_FDCWD, "/proc/self/fd/" + pty[1], OPEN | Flags.O_NONBLOCK, 0);
    assertErrno(Errno.EAGAIN, () -> read(again));
    assertEquals(0, kernel.fcntl(pty[1], Flags.F_GETFL, 0) & Flags.O_NONBLOCK);
    kernel.close(again);
    close(pty);
  }

  @Test
  void terminalWithoutSessionHasNoForeground() {
    int[] pty = raw();
    assertEquals(0, kernel.ioctl_TIOCGPGRP(pty[0]));
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TIOCGPGRP(pty[1]));
    close(pty);
  }

  @Test
  void slaveIsNoMaster() {
    int[] pty = raw();
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TIOCGPTN(pty[1]));
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TIOCSPTLCK(pty[1], false));
    assertErrno(Errno.EIO, () -> kernel.ioctl_TIOCGPTPEER(pty[1], OPEN));
    close(pty);
  }

  @Test
  void fileIsNoTerminal() {
    int file = open("/dev/null");
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TCGETS(file));
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TIOCGWINSZ(file));
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TIOCSCTTY(file));
    assertErrno(Errno.ENOTTY, () -> kernel.ioctl_TIOCGPGRP(file));
    kernel.close(file);
  }
}
