package dev.limpet.linux;

import java.util.Arrays;
import java.util.Objects;

/** The fake's calls on descriptors. */
abstract class FakeDescriptorCalls extends FakeCalls implements Kernel {
  FakeDescriptorCalls(FakeCredentials credentials) {
    super(credentials);
  }

  /** Called after a write to a file of procfs. */
  abstract void wroteToProc(FakeNode node, byte[] bytes);

  /** Called after a write to a file of a cgroup. */
  abstract void wroteToCgroup(FakeNode node, byte[] bytes);

  @Override
  public void close(int fd) {
    begin("close", Subject.descriptor(fd), String.valueOf(fd));
    if (!descriptors.close(fd)) {
      // A test should see this even where the code under test swallows errors of close.
      throw new AssertionError("close of descriptor " + fd + ", which is not open");
    }
  }

  @Override
  public void close_range(int first, int last, int flags) {
    begin(
        "close_range",
        Subject.descriptor(first),
        String.valueOf(first),
        Integer.toUnsignedString(last),
        FakeTranscript.hex(flags));
    checkFlags(flags, Flags.CLOSE_RANGE_CLOEXEC | Flags.CLOSE_RANGE_UNSHARE);
    if (Integer.compareUnsigned(first, last) > 0) {
      throw fail(Errno.EINVAL);
    }
    for (int fd : descriptors.open()) {
      if (fd >= first && Integer.compareUnsigned(fd, last) <= 0) {
        if ((flags & Flags.CLOSE_RANGE_CLOEXEC) != 0) {
          descriptors.setCloseOnExec(fd, true);
        } else {
          descriptors.close(fd);
        }
      }
    }
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    begin("read", Subject.descriptor(fd), String.valueOf(fd), String.valueOf(length));
    FakeFile file = file(fd);
    if (!file.isReadable()) {
      throw fail(Errno.EBADF);
    }
    int count =
        switch (file) {
          case FakeFile.At at -> readAt(at, buffer, offset, length);
          case FakeFile.Standard standard -> {
            int got = copy(standard.bytes, standard.position, buffer, offset, length);
            standard.position += got;
            yield got;
          }
          case FakeFile.PipeEnd end -> readPipe(end, buffer, offset, length);
          case FakeFile.Tree _ -> throw fail(Errno.EBADF);
          case FakeFile.Pid _, FakeFile.Ruleset _, FakeFile.Program _ -> throw fail(Errno.EINVAL);
          case FakeFile.Pty pty -> readTerminal(pty, buffer, offset, length);
          case FakeFile.Context _, FakeFile.Socket _, FakeFile.Paired _, FakeFile.Signalled _ ->
              throw unmodelled("reading from this");
        };
    return returns(count);
  }

  private int readAt(FakeFile.At at, byte[] buffer, int offset, int length) {
    FakeNode node = at.place.node();
    if (node.isDirectory()) {
      throw fail(Errno.EISDIR);
    }
    if (node.isDevice()) {
      if (node.name.equals("null")) {
        return 0;
      }
      throw unmodelled("reading from device " + node.name);
    }
    int count = copy(node.content, at.position, buffer, offset, length);
    at.position += count;
    return count;
  }

  private static int copy(byte[] from, int position, byte[] to, int offset, int length) {
    int count = Math.max(0, Math.min(length, from.length - position));
    System.arraycopy(from, position, to, offset, count);
    return count;
  }

  private int readPipe(FakeFile.PipeEnd end, byte[] buffer, int offset, int length) {
    FakePipe pipe = end.pipe;
    if (pipe.bytes.length == 0 && (pipe.otherHoldsWriter || holds(pipe, true))) {
      if (end.isNonBlocking()) {
        throw fail(Errno.EAGAIN);
      }
      throw wouldWait();
    }
    return pipe.take(buffer, offset, length);
  }

  private int readTerminal(FakeFile.Pty pty, byte[] buffer, int offset, int length) {
    FakeTerminal terminal = pty.terminal;
    FakePipe from = terminal.from(pty.master);
    if (!pty.master && !isOpen(terminal, true)) {
      return 0; // hung up
    }
    if (from.bytes.length == 0) {
      if (pty.master && terminal.slaveWasOpened && !isOpen(terminal, false)) {
        throw fail(Errno.EIO);
      }
      throw blocks(pty.isNonBlocking());
    }
    return from.take(buffer, offset, length);
  }

  private int writeTerminal(FakeFile.Pty pty, byte[] buffer, int offset, int length) {
    if (!pty.master && !isOpen(pty.terminal, true)) {
      throw fail(Errno.EIO);
    }
    FakePipe to = pty.terminal.to(pty.master);
    if (to.full) {
      throw blocks(pty.isNonBlocking());
    }
    to.append(buffer, offset, length);
    return length;
  }

  /** Whether anybody has that side of a terminal open. */
  final boolean isOpen(FakeTerminal terminal, boolean master) {
    if (master ? terminal.otherHoldsMaster : terminal.otherHoldsSlave) {
      return true;
    }
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.Pty pty && pty.terminal == terminal && pty.master == master) {
        return true;
      }
    }
    return false;
  }

  final boolean holds(FakePipe pipe, boolean writer) {
    for (FakeFile file : descriptors.files()) {
      if (file instanceof FakeFile.PipeEnd end && end.pipe == pipe && end.isWritable() == writer) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int write(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    begin(
        "write",
        Subject.descriptor(fd),
        String.valueOf(fd),
        FakeTranscript.bytes(buffer, offset, length));
    FakeFile file = file(fd);
    if (!file.isWritable()) {
      throw fail(Errno.EBADF);
    }
    switch (file) {
      case FakeFile.At at -> writeAt(at, buffer, offset, length);
      case FakeFile.Standard standard -> {
        byte[] all = Arrays.copyOf(standard.bytes, standard.bytes.length + length);
        System.arraycopy(buffer, offset, all, standard.bytes.length, length);
        standard.bytes = all;
      }
      case FakeFile.PipeEnd end -> {
        if (!end.pipe.otherHoldsReader && !holds(end.pipe, false)) {
          throw fail(Errno.EPIPE);
        }
        if (end.pipe.full) {
          throw blocks(end.isNonBlocking());
        }
        end.pipe.append(buffer, offset, length);
      }
      case FakeFile.Pty pty -> writeTerminal(pty, buffer, offset, length);
      case FakeFile.Tree _ -> throw fail(Errno.EBADF);
      case FakeFile.Pid _, FakeFile.Signalled _, FakeFile.Ruleset _, FakeFile.Program _ ->
          throw fail(Errno.EINVAL);
      case FakeFile.Context _, FakeFile.Socket _, FakeFile.Paired _ ->
          throw unmodelled("writing to this");
    }
    return returns(length);
  }

  private void writeAt(FakeFile.At at, byte[] buffer, int offset, int length) {
    FakeNode node = at.place.node();
    if (node.isDevice()) {
      if (node.name.equals("full")) {
        throw fail(Errno.ENOSPC);
      }
      return;
    }
    if (node.seals >= 0 && (node.seals & Flags.F_SEAL_WRITE) != 0) {
      throw fail(Errno.EPERM);
    }
    byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
    if (node.fileSystem.type.equals("proc")) {
      wroteToProc(node, bytes);
      return;
    }
    if (FakeCgroups.isOne(node.fileSystem)) {
      wroteToCgroup(node, bytes);
      return;
    }
    int position = (at.flags & Flags.O_APPEND) != 0 ? node.content.length : at.position;
    byte[] content = Arrays.copyOf(node.content, Math.max(node.content.length, position + length));
    System.arraycopy(bytes, 0, content, position, length);
    node.content = content;
    at.position = position + length;
  }

  @Override
  public int fcntl(int fd, int command, long argument) {
    begin(
        "fcntl",
        Subject.descriptor(fd),
        String.valueOf(fd),
        String.valueOf(command),
        String.valueOf(argument));
    FakeFile file = file(fd);
    return switch (command) {
      case Flags.F_DUPFD -> returns(descriptors.openFrom((int) argument, file, false));
      case Flags.F_DUPFD_CLOEXEC -> returns(descriptors.openFrom((int) argument, file, true));
      case Flags.F_GETFD -> returns(descriptors.isCloseOnExec(fd) ? Flags.FD_CLOEXEC : 0);
      case Flags.F_SETFD -> {
        descriptors.setCloseOnExec(fd, (argument & Flags.FD_CLOEXEC) != 0);
        yield 0;
      }
      case Flags.F_GETFL -> returns(file.flags);
      case Flags.F_SETFL -> {
        int changeable = Flags.O_APPEND | Flags.O_NONBLOCK | Flags.O_DIRECT | Flags.O_NOATIME;
        file.flags = (file.flags & ~changeable) | ((int) argument & changeable);
        yield 0;
      }
      case Flags.F_GET_SEALS -> {
        if (!(file instanceof FakeFile.At at) || at.place.node().seals < 0) {
          throw fail(Errno.EINVAL);
        }
        yield returns(at.place.node().seals);
      }
      case Flags.F_ADD_SEALS -> {
        if (!(file instanceof FakeFile.At at) || at.place.node().seals < 0) {
          throw fail(file.isWritable() ? Errno.EINVAL : Errno.EPERM);
        }
        FakeNode node = at.place.node();
        if ((node.seals & Flags.F_SEAL_SEAL) != 0) {
          throw fail(Errno.EPERM);
        }
        node.seals |= (int) argument;
        yield 0;
      }
      default -> throw fail(Errno.EINVAL);
    };
  }

  @Override
  public int dup3(int oldfd, int newfd, int flags) {
    begin(
        "dup3",
        Subject.descriptor(oldfd),
        String.valueOf(oldfd),
        String.valueOf(newfd),
        FlagNames.open(flags));
    checkFlags(flags, Flags.O_CLOEXEC);
    FakeFile file = file(oldfd);
    if (oldfd == newfd) {
      throw fail(Errno.EINVAL);
    }
    if (newfd < 0) {
      throw fail(Errno.EBADF);
    }
    descriptors.put(newfd, file, flags != 0);
    return returns(newfd);
  }

  @Override
  public void pipe2(int[] fds, int flags) {
    begin("pipe2", "", FlagNames.open(flags));
    checkFlags(flags, Flags.O_CLOEXEC | Flags.O_NONBLOCK | Flags.O_DIRECT);
    FakePipe pipe = new FakePipe();
    int kept = flags & ~Flags.O_CLOEXEC;
    boolean cloexec = (flags & Flags.O_CLOEXEC) != 0;
    fds[0] = descriptors.open(new FakeFile.PipeEnd(pipe, kept | Flags.O_RDONLY), cloexec);
    fds[1] = descriptors.open(new FakeFile.PipeEnd(pipe, kept | Flags.O_WRONLY), cloexec);
    transcript.result("[" + fds[0] + ", " + fds[1] + "]");
  }

  @Override
  public boolean isatty(int fd) {
    begin("isatty", Subject.descriptor(fd), String.valueOf(fd));
    FakeFile file = descriptors.get(fd);
    boolean terminal =
        file instanceof FakeFile.Pty
            || (file instanceof FakeFile.Standard standard && standard.terminal != null);
    transcript.result(String.valueOf(terminal));
    return terminal;
  }
}
