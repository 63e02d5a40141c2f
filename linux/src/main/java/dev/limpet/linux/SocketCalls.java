package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;
import java.util.Arrays;
import java.util.Objects;

/** System calls on sockets, the messages of which may carry descriptors; see unix(7). */
abstract class SocketCalls extends TerminalCalls {
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

  /** {@code struct msghdr}. */
  private static final int MSGHDR_SIZE = 56;

  private static final int MSG_IOV = 16;
  private static final int MSG_IOVLEN = 24;
  private static final int MSG_CONTROL = 32;
  private static final int MSG_CONTROLLEN = 40;

  private static final int IOVEC_SIZE = 16;

  /** A family of 2 bytes and a path of 108. */
  private static final int SOCKADDR_UN_SIZE = 110;

  /** {@code struct cmsghdr}: its length of 8 bytes, level, type. */
  private static final int CMSGHDR_SIZE = 16;

  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;

  /** SCM_MAX_FD. */
  private static final int MAX_DESCRIPTORS = 253;

  @Override
  public int socket(int domain, int type, int protocol) {
    return checked("socket", "", plain(Nr.socket(), domain, type, protocol));
  }

  @Override
  public void socketpair(int domain, int type, int protocol, int[] fds) {
    Objects.checkFromIndexSize(0, 2, fds.length);
    scratch.begin();
    long pair = scratch.zeroed(8);
    checked("socketpair", "", call(Nr.socketpair(), domain, type, protocol, pair));
    fds[0] = Raw.peekInt(pair);
    fds[1] = Raw.peekInt(pair + 4);
  }

  @Override
  public void bind(int fd, String path) {
    scratch.begin();
    checked("bind", path, addressed(Nr.bind(), fd, path));
  }

  @Override
  public void connect(int fd, String path) {
    scratch.begin();
    checked("connect", path, addressed(Nr.connect(), fd, path));
  }

  /** A call with a {@code struct sockaddr_un}. */
  private long addressed(int nr, int fd, String path) {
    long address = scratch.zeroed(SOCKADDR_UN_SIZE);
    long string = scratch.string(path);
    if (scratch.failure() != 0) {
      return scratch.failure();
    }
    int length = CString.length(string);
    if (length >= SOCKADDR_UN_SIZE - 2) {
      return -Errno.ENAMETOOLONG;
    }
    Raw.pokeShort(address, (short) Flags.AF_UNIX);
    for (int i = 0; i < length; i++) {
      Raw.pokeByte(address + 2 + i, Raw.peekByte(string + i));
    }
    return call(nr, fd, address, SOCKADDR_UN_SIZE);
  }

  @Override
  public void listen(int fd, int backlog) {
    checked("listen", fd, plain(Nr.listen(), fd, backlog, 0));
  }

  @Override
  public int accept4(int fd, int flags) {
    return checked("accept4", fd, Raw.syscall(Nr.accept4(), fd, 0, 0, flags, 0, 0));
  }

  @Override
  public int sendmsg(int fd, byte[] bytes, int[] fds, int flags) {
    Objects.checkFromToIndex(0, fds.length, MAX_DESCRIPTORS);
    scratch.begin();
    long message = message(bytes.length, fds.length);
    if (message != 0) {
      long data = data(message);
      for (int i = 0; i < bytes.length; i++) {
        Raw.pokeByte(data + i, bytes[i]);
      }
      long control = Raw.peekLong(message + MSG_CONTROL);
      if (fds.length > 0) {
        Raw.pokeLong(control, CMSGHDR_SIZE + fds.length * 4L);
        Raw.pokeInt(control + CMSG_LEVEL, SOL_SOCKET);
        Raw.pokeInt(control + CMSG_TYPE, SCM_RIGHTS);
      }
      for (int i = 0; i < fds.length; i++) {
        Raw.pokeInt(control + CMSGHDR_SIZE + i * 4L, fds[i]);
      }
    }
    return checked("sendmsg", fd, call(Nr.sendmsg(), fd, message, flags));
  }

  @Override
  public int recvmsg(int fd, byte[] bytes, int[] fds, int flags) {
    Objects.checkFromToIndex(0, fds.length, MAX_DESCRIPTORS);
    scratch.begin();
    long message = message(bytes.length, fds.length);
    int got = checked("recvmsg", fd, call(Nr.recvmsg(), fd, message, flags));
    long data = data(message);
    for (int i = 0; i < got; i++) {
      bytes[i] = Raw.peekByte(data + i);
    }
    Arrays.fill(fds, -1);
    long control = Raw.peekLong(message + MSG_CONTROL);
    if (Raw.peekLong(message + MSG_CONTROLLEN) >= CMSGHDR_SIZE
        && Raw.peekInt(control + CMSG_LEVEL) == SOL_SOCKET
        && Raw.peekInt(control + CMSG_TYPE) == SCM_RIGHTS) {
      long end = Raw.peekLong(control);
      for (int i = 0; i < fds.length && CMSGHDR_SIZE + i * 4L < end; i++) {
        fds[i] = Raw.peekInt(control + CMSGHDR_SIZE + i * 4L);
      }
    }
    return got;
  }

  /**
   * A message with room for that many bytes and, to the last one, descriptors; 0 without memory.
   */
  private long message(int bytes, int descriptors) {
    long message = scratch.zeroed(MSGHDR_SIZE);
    long vector = scratch.zeroed(IOVEC_SIZE);
    long data = scratch.reserve(bytes);
    // Room for one more would be filled with what nobody looks at, and leak.
    int controlSize = descriptors == 0 ? 0 : CMSGHDR_SIZE + descriptors * 4;
    long control = scratch.zeroed(controlSize);
    if (scratch.failure() != 0) {
      return 0;
    }
    Raw.pokeLong(vector, data);
    Raw.pokeLong(vector + 8, bytes);
    Raw.pokeLong(message + MSG_IOV, vector);
    Raw.pokeLong(message + MSG_IOVLEN, 1);
    Raw.pokeLong(message + MSG_CONTROL, control);
    Raw.pokeLong(message + MSG_CONTROLLEN, controlSize);
    return message;
  }

  private static long data(long message) {
    return Raw.peekLong(Raw.peekLong(message + MSG_IOV));
  }
}
