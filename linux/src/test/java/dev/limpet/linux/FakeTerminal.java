package dev.limpet.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * A pseudo terminal. Its line discipline is not modelled: whatever the modes say, bytes go through
 * as they are.
 */
final class FakeTerminal {
  /** As a new terminal has them: drivers/tty/tty_io.c, tty_std_termios. */
  private static final byte[] CHARACTERS = {
    3, 0x1c, 0x7f, 0x15, 4, 0, 1, 0, 0x11, 0x13, 0x1a, 0, 0x12, 0x0f, 0x17, 0x16, 0, 0, 0,
  };

  final int number;
  final FakePipe toMaster = new FakePipe();
  final FakePipe toSlave = new FakePipe();
  Termios modes = new Termios(0x500, 0x5, 0xbf, 0x8a3b, 0, characters());
  WindowSize size = new WindowSize(0, 0);
  boolean locked = true;
  boolean slaveWasOpened;
  boolean otherHoldsMaster;
  boolean otherHoldsSlave;

  /** Whether it controls a session. */
  boolean controls;

  int foreground;

  FakeTerminal(int number) {
    this.number = number;
  }

  private static List<Byte> characters() {
    List<Byte> list = new ArrayList<>();
    for (byte b : CHARACTERS) {
      list.add(b);
    }
    return list;
  }

  FakePipe from(boolean master) {
    return master ? toMaster : toSlave;
  }

  FakePipe to(boolean master) {
    return master ? toSlave : toMaster;
  }
}
