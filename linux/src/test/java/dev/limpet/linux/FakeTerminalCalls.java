package dev.limpet.linux;

/** The fake's calls on terminals. */
abstract class FakeTerminalCalls extends FakePrivilegeCalls {
  FakeTerminalCalls(FakeCredentials credentials) {
    super(credentials);
  }

  private FakeTerminal terminal(String call, int fd, String... arguments) {
    begin(call, Subject.descriptor(fd), arguments);
    FakeFile file = file(fd);
    FakeTerminal terminal =
        file instanceof FakeFile.Pty pty
            ? pty.terminal
            : file instanceof FakeFile.Standard standard ? standard.terminal : null;
    if (terminal == null) {
      throw fail(Errno.ENOTTY);
    }
    if (file instanceof FakeFile.Pty pty && !pty.master && !isOpen(terminal, true)) {
      throw fail(Errno.EIO);
    }
    return terminal;
  }

  private FakeTerminal master(String call, int fd, int otherwise, String... arguments) {
    FakeTerminal terminal = terminal(call, fd, arguments);
    if (!(file(fd) instanceof FakeFile.Pty pty && pty.master)) {
      throw fail(otherwise);
    }
    return terminal;
  }

  @Override
  public Termios ioctl_TCGETS(int fd) {
    Termios modes = terminal("ioctl TCGETS", fd, String.valueOf(fd)).modes;
    transcript.result("0");
    return modes;
  }

  @Override
  public void ioctl_TCSETS(int fd, Termios modes) {
    FakeTerminal terminal =
        terminal("ioctl TCSETS", fd, String.valueOf(fd), FakeTranscript.hex(modes.lflag()));
    terminal.modes = modes;
    transcript.result("0");
  }

  @Override
  public WindowSize ioctl_TIOCGWINSZ(int fd) {
    WindowSize size = terminal("ioctl TIOCGWINSZ", fd, String.valueOf(fd)).size;
    transcript.result(size.toString());
    return size;
  }

  @Override
  public void ioctl_TIOCSWINSZ(int fd, WindowSize size) {
    FakeTerminal terminal = terminal("ioctl TIOCSWINSZ", fd, String.valueOf(fd), size.toString());
    terminal.size = size;
    transcript.result("0");
  }

  @Override
  public int ioctl_TIOCGPTN(int fd) {
    return returns(master("ioctl TIOCGPTN", fd, Errno.ENOTTY, String.valueOf(fd)).number);
  }

  @Override
  public void ioctl_TIOCSPTLCK(int fd, boolean locked) {
    FakeTerminal terminal =
        master("ioctl TIOCSPTLCK", fd, Errno.ENOTTY, String.valueOf(fd), String.valueOf(locked));
    terminal.locked = locked;
    transcript.result("0");
  }

  @Override
  public int ioctl_TIOCGPTPEER(int fd, int flags) {
    FakeTerminal terminal =
        master("ioctl TIOCGPTPEER", fd, Errno.EIO, String.valueOf(fd), FlagNames.open(flags));
    return returns(openSlave(terminal, flags));
  }

  @Override
  public void ioctl_TIOCSCTTY(int fd) {
    takeTerminal(terminal("ioctl TIOCSCTTY", fd, String.valueOf(fd)));
    transcript.result("0");
  }

  /** Whether a descriptor is the terminal of the process's session, opened as that. */
  public final boolean isOwnTerminal(int fd) {
    return descriptors.get(fd) instanceof FakeFile.Pty pty
        && !pty.master
        && pty.terminal == terminal();
  }

  @Override
  public int ioctl_TIOCGPGRP(int fd) {
    FakeTerminal terminal = terminal("ioctl TIOCGPGRP", fd, String.valueOf(fd));
    boolean master = file(fd) instanceof FakeFile.Pty pty && pty.master;
    if (!master && terminal() != terminal) {
      throw fail(Errno.ENOTTY);
    }
    return returns(terminal.foreground);
  }
}
