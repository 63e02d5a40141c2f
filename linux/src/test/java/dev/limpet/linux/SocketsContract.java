package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Messages, and the descriptors that come along. */
abstract class SocketsContract extends KernelContract {
  private static final int[] NONE = {};

  private int[] pair() {
    int[] pair = new int[2];
    kernel.socketpair(Flags.AF_UNIX, Flags.SOCK_SEQPACKET | Flags.SOCK_CLOEXEC, 0, pair);
    return pair;
  }

  @Test
  void messagesArriveOneByOne() {
    int[] pair = pair();
    assertEquals(3, kernel.sendmsg(pair[0], OsString.encode("one"), NONE, 0));
    assertEquals(3, kernel.sendmsg(pair[0], OsString.encode("two"), NONE, 0));
    byte[] bytes = new byte[10];
    int[] fds = {7, 8};
    assertEquals(3, kernel.recvmsg(pair[1], bytes, fds, 0));
    assertEquals("one", OsString.decode(bytes, 0, 3));
    assertArrayEquals(new int[] {-1, -1}, fds);
    assertEquals(3, kernel.recvmsg(pair[1], bytes, NONE, 0));
    assertEquals("two", OsString.decode(bytes, 0, 3));
    assertErrno(Errno.EAGAIN, () -> kernel.recvmsg(pair[1], bytes, NONE, Flags.MSG_DONTWAIT));
    close(pair);
  }

  @Test
  void descriptorsComeAlong() {
    int[] pair = pair();
    int[] pipe = pipe(0);
    assertEquals(1, kernel.sendmsg(pair[1], new byte[1], pipe, 0));
    int[] fds = new int[3];
    assertEquals(1, kernel.recvmsg(pair[0], new byte[1], fds, Flags.MSG_CMSG_CLOEXEC));
    assertEquals(-1, fds[2]);
    assertTrue(fds[0] != pipe[0] && fds[1] != pipe[1]);
    assertEquals(Flags.FD_CLOEXEC, kernel.fcntl(fds[0], Flags.F_GETFD, 0));
    write(pipe[1], "through the copy");
    assertEquals("through the copy", read(fds[0]));
    kernel.close(fds[0]);
    kernel.close(fds[1]);
    close(pipe);
    close(pair);
  }

  @Test
  void descriptorsWithoutRoomForThemAreNotReceived() {
    int[] pair = pair();
    int[] three = {open("/dev/null"), open("/dev/null"), open("/dev/null")};
    int free = open("/dev/null");
    kernel.close(free);
    kernel.sendmsg(pair[1], new byte[1], three, 0);
    int[] fds = new int[1];
    kernel.recvmsg(pair[0], new byte[1], fds, 0);
    assertEquals(free, fds[0]);
    assertErrno(Errno.EBADF, () -> kernel.fcntl(free + 1, Flags.F_GETFD, 0));
    kernel.close(free);
    for (int fd : three) {
      kernel.close(fd);
    }
    close(pair);
  }

  @Test
  void endThatIsClosedIsTold() {
    int[] pair = pair();
    kernel.close(pair[1]);
    assertEquals(0, kernel.recvmsg(pair[0], new byte[1], new int[1], 0));
    assertErrno(Errno.EPIPE, () -> kernel.sendmsg(pair[0], new byte[1], NONE, Flags.MSG_NOSIGNAL));
    kernel.close(pair[0]);
  }

  @Test
  void pollTellsWhetherAMessageHasCome() {
    int[] pair = pair();
    int[] fds = {pair[0]};
    int[] events = {Flags.POLLIN};
    int[] ready = new int[1];
    assertEquals(0, kernel.ppoll(fds, events, ready, 0));
    kernel.sendmsg(pair[1], new byte[1], NONE, 0);
    assertEquals(1, kernel.ppoll(fds, events, ready, 0));
    assertEquals(Flags.POLLIN, ready[0]);
    assertEquals(1, kernel.recvmsg(pair[0], new byte[1], NONE, 0));
    kernel.close(pair[1]);
    assertEquals(1, kernel.ppoll(fds, events, ready, 0));
    assertEquals(Flags.POLLIN | Flags.POLLHUP, ready[0]);
    kernel.close(pair[0]);
  }

  @Test
  void whatIsNotConnectedSendsNothing() {
    int file = open("/dev/null");
    assertErrno(Errno.ENOTSOCK, () -> kernel.sendmsg(file, new byte[1], NONE, 0));
    kernel.close(file);
    int socket = kernel.socket(Flags.AF_UNIX, Flags.SOCK_DGRAM | Flags.SOCK_CLOEXEC, 0);
    assertErrno(Errno.ENOTCONN, () -> kernel.sendmsg(socket, new byte[1], NONE, 0));
    kernel.close(socket);
    int[] pair = pair();
    assertErrno(Errno.EBADF, () -> kernel.sendmsg(pair[0], new byte[1], new int[] {987}, 0));
    close(pair);
    int[] two = new int[2];
    assertErrno(Errno.EOPNOTSUPP, () -> kernel.socketpair(Flags.AF_INET, Flags.SOCK_DGRAM, 0, two));
  }
}
