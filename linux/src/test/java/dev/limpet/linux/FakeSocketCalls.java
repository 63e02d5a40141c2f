package dev.limpet.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fake's calls on sockets. */
abstract class FakeSocketCalls extends FakeTerminalCalls {
  private static final int TYPE = 0xf;

  FakeSocketCalls(FakeCredentials credentials) {
    super(credentials);
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    begin("socket", "", String.valueOf(domain), FakeTranscript.hex(type), String.valueOf(protocol));
    if (domain != Flags.AF_UNIX && domain != Flags.AF_INET && domain != Flags.AF_NETLINK) {
      throw fail(Errno.EAFNOSUPPORT);
    }
    boolean cloexec = (type & Flags.SOCK_CLOEXEC) != 0;
    return returns(descriptors.open(new FakeFile.Socket(domain), cloexec));
  }

  @Override
  public void socketpair(int domain, int type, int protocol, int[] fds) {
    begin(
        "socketpair",
        "",
        String.valueOf(domain),
        FakeTranscript.hex(type),
        String.valueOf(protocol));
    if (domain != Flags.AF_UNIX) {
      throw fail(Errno.EOPNOTSUPP);
    }
    if ((type & TYPE) != Flags.SOCK_SEQPACKET) {
      throw unmodelled("sockets that do not keep messages apart");
    }
    checkFlags(type & ~TYPE, Flags.SOCK_CLOEXEC | Flags.SOCK_NONBLOCK);
    FakePair pair = new FakePair();
    boolean cloexec = (type & Flags.SOCK_CLOEXEC) != 0;
    int kept = type & Flags.SOCK_NONBLOCK;
    fds[0] = descriptors.open(new FakeFile.Paired(pair, 0, kept), cloexec);
    fds[1] = descriptors.open(new FakeFile.Paired(pair, 1, kept), cloexec);
    transcript.result("[" + fds[0] + ", " + fds[1] + "]");
  }

  @Override
  public void bind(int fd, String path) {
    throw unmodelled("sockets with names");
  }

  @Override
  public void listen(int fd, int backlog) {
    throw unmodelled("sockets with names");
  }

  @Override
  public int accept4(int fd, int flags) {
    throw unmodelled("sockets with names");
  }

  @Override
  public void connect(int fd, String path) {
    throw unmodelled("sockets with names");
  }

  private FakeFile.Paired connected(int fd) {
    return switch (file(fd)) {
      case FakeFile.Paired end -> end;
      case FakeFile.Socket _ -> throw fail(Errno.ENOTCONN);
      default -> throw fail(Errno.ENOTSOCK);
    };
  }

  @Override
  public int sendmsg(int fd, byte[] bytes, int[] fds, int flags) {
    begin(
        "sendmsg",
        Subject.descriptor(fd),
        String.valueOf(fd),
        FakeTranscript.bytes(bytes, 0, bytes.length),
        Arrays.toString(fds),
        FakeTranscript.hex(flags));
    FakeFile.Paired end = connected(fd);
    List<FakeFile> files = new ArrayList<>();
    for (int each : fds) {
      files.add(file(each));
    }
    if (!end.pair.isHeld(descriptors, 1 - end.side)) {
      throw fail(Errno.EPIPE);
    }
    end.pair.incoming.get(1 - end.side).add(new FakePair.Message(OsString.decode(bytes), files));
    return returns(bytes.length);
  }

  @Override
  public int recvmsg(int fd, byte[] bytes, int[] fds, int flags) {
    begin(
        "recvmsg",
        Subject.descriptor(fd),
        String.valueOf(fd),
        String.valueOf(bytes.length),
        FakeTranscript.hex(flags));
    FakeFile.Paired end = connected(fd);
    Arrays.fill(fds, -1);
    List<FakePair.Message> incoming = end.pair.incoming.get(end.side);
    if (incoming.isEmpty()) {
      if (!end.pair.isHeld(descriptors, 1 - end.side)) {
        return returns(0);
      }
      throw blocks(end.isNonBlocking() || (flags & Flags.MSG_DONTWAIT) != 0);
    }
    FakePair.Message message = incoming.remove(0);
    int count = Math.min(bytes.length, message.bytes().length);
    System.arraycopy(message.bytes(), 0, bytes, 0, count);
    for (int i = 0; i < fds.length && i < message.files().size(); i++) {
      boolean cloexec = (flags & Flags.MSG_CMSG_CLOEXEC) != 0;
      fds[i] = descriptors.open(message.files().get(i), cloexec);
    }
    return returns(count);
  }

  // What the other side does

  /** The terminal that {@link #otherSendsTerminal} made. */
  private FakeTerminal sent = new FakeTerminal(0);

  /**
   * The process on the other side of the pair that {@code fd} is an end of makes a terminal, sends
   * its master and its slave, and keeps the slave.
   */
  public final void otherSendsTerminal(int fd) {
    sent.locked = false;
    sent.slaveWasOpened = true;
    sent.otherHoldsSlave = true;
    int flags = Flags.O_RDWR | Flags.O_NOCTTY;
    FakeFile master = new FakeFile.Pty(sent, true, flags | Flags.O_NONBLOCK);
    FakeFile slave = new FakeFile.Pty(sent, false, flags);
    FakeFile.Paired end = connected(fd);
    end.pair.incoming.get(end.side).add(new FakePair.Message("\0", List.of(master, slave)));
  }

  /** It writes to that terminal. */
  public final void otherWrites(String text) {
    byte[] bytes = OsString.encode(text);
    sent.toMaster.append(bytes, 0, bytes.length);
  }

  /** It reads all that has come. */
  public final String otherReads() {
    String text = OsString.decode(sent.toSlave.bytes);
    sent.toSlave.bytes = new byte[0];
    return text;
  }

  /** It has ended, and nobody else has the terminal. */
  public final void otherEnds() {
    sent.otherHoldsSlave = false;
  }

  /** Its process group is in the foreground of the terminal. */
  public final void otherIsInForeground(int group) {
    sent.foreground = group;
  }

  public final WindowSize sizeOfOthers() {
    return sent.size;
  }

  public final void modesOfOthers(Termios modes) {
    sent.modes = modes;
  }

  /** Whether what is written to the pipe or terminal {@code fd} finds no room. */
  public final void full(int fd, boolean full) {
    FakeFile file = file(fd);
    if (file instanceof FakeFile.Pty pty) {
      pty.terminal.to(pty.master).full = full;
    } else if (file instanceof FakeFile.PipeEnd end) {
      end.pipe.full = full;
    } else {
      throw new AssertionError("descriptor " + fd + " is no pipe and no terminal");
    }
  }
}
