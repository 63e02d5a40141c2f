package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;
import java.util.Objects;

/** System calls on files and descriptors. */
abstract class FileCalls extends Calls implements Kernel {
  /** PATH_MAX: the longest path or link that the kernel gives out, with its NUL. */
  private static final int PATH_MAX = 4096;

  /** The commands of fcntl whose argument is no address. */
  private static final int F_SETPIPE_SZ = 1031;

  private static final int F_GETPIPE_SZ = 1032;

  private static final int TCGETS = 0x5401;
  private static final int TERMIOS_SIZE = 64;

  @Override
  public int openat(int dirfd, String path, int flags, int mode) {
    scratch.begin();
    long name = scratch.string(path);
    long result = call(Nr.openat(), dirfd, name, OpenFlags.toKernel(flags), mode);
    return checked("openat", path, result);
  }

  @Override
  public int openat2(int dirfd, String path, long flags, long mode, long resolve) {
    scratch.begin();
    long name = scratch.string(path);
    long how = scratch.zeroed(OpenHow.SIZE);
    if (how != 0) {
      Raw.pokeLong(how + OpenHow.FLAGS, OpenFlags.toKernel(flags));
      Raw.pokeLong(how + OpenHow.MODE, mode);
      Raw.pokeLong(how + OpenHow.RESOLVE, resolve);
    }
    return checked("openat2", path, call(Nr.openat2(), dirfd, name, how, OpenHow.SIZE));
  }

  @Override
  public void close(int fd) {
    checked("close", fd, plain(Nr.close(), fd, 0, 0));
  }

  @Override
  public void close_range(int first, int last, int flags) {
    // Both ends are unsigned: -1 is the last descriptor there can be.
    checked(
        "close_range",
        first,
        plain(
            Nr.close_range(), Integer.toUnsignedLong(first), Integer.toUnsignedLong(last), flags));
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    return checked("read", fd, Raw.syscallOn(Nr.read(), fd, buffer, offset, length));
  }

  @Override
  public int write(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    return checked("write", fd, Raw.syscallOn(Nr.write(), fd, buffer, offset, length));
  }

  @Override
  public int fcntl(int fd, int command, long argument) {
    long result =
        switch (command) {
          case Flags.F_DUPFD,
              Flags.F_DUPFD_CLOEXEC,
              Flags.F_GETFD,
              Flags.F_SETFD,
              F_SETPIPE_SZ,
              F_GETPIPE_SZ,
              Flags.F_ADD_SEALS,
              Flags.F_GET_SEALS ->
              plain(Nr.fcntl(), fd, command, argument);
          case Flags.F_SETFL -> plain(Nr.fcntl(), fd, command, OpenFlags.toKernel(argument));
          case Flags.F_GETFL -> OpenFlags.fromKernel(plain(Nr.fcntl(), fd, command, 0));
          // The others take addresses, which do not come from outside this package.
          default -> -Errno.EINVAL;
        };
    return checked("fcntl", fd, result);
  }

  @Override
  public int dup3(int oldfd, int newfd, int flags) {
    return checked("dup3", oldfd, plain(Nr.dup3(), oldfd, newfd, flags));
  }

  @Override
  public void pipe2(int[] fds, int flags) {
    Objects.checkFromIndexSize(0, 2, fds.length);
    scratch.begin();
    long pair = scratch.zeroed(8);
    checked("pipe2", "", call(Nr.pipe2(), pair, OpenFlags.toKernel(flags), 0));
    fds[0] = Raw.peekInt(pair);
    fds[1] = Raw.peekInt(pair + 4);
  }

  @Override
  public void mkdirat(int dirfd, String path, int mode) {
    scratch.begin();
    checked("mkdirat", path, call(Nr.mkdirat(), dirfd, scratch.string(path), mode));
  }

  @Override
  public void mknodat(int dirfd, String path, int mode, long device) {
    scratch.begin();
    checked("mknodat", path, call(Nr.mknodat(), dirfd, scratch.string(path), mode, device));
  }

  @Override
  public void symlinkat(String target, int dirfd, String path) {
    scratch.begin();
    long result = call(Nr.symlinkat(), scratch.string(target), dirfd, scratch.string(path));
    if (result < 0) {
      throw failure("symlinkat", Subject.link(target, path), result);
    }
  }

  @Override
  public String readlinkat(int dirfd, String path) {
    scratch.begin();
    long name = scratch.string(path);
    long buffer = scratch.reserve(PATH_MAX);
    long result = call(Nr.readlinkat(), dirfd, name, buffer, PATH_MAX);
    if (result < 0) {
      throw failure("readlinkat", Subject.at(dirfd, path), result);
    }
    return CString.read(buffer, (int) result);
  }

  @Override
  public void unlinkat(int dirfd, String path, int flags) {
    scratch.begin();
    checked("unlinkat", path, call(Nr.unlinkat(), dirfd, scratch.string(path), flags));
  }

  @Override
  public void renameat(int olddirfd, String oldpath, int newdirfd, String newpath) {
    scratch.begin();
    long from = scratch.string(oldpath);
    long to = scratch.string(newpath);
    long result = call(Nr.renameat(), olddirfd, from, newdirfd, to);
    if (result < 0) {
      throw failure("renameat", Subject.link(newpath, oldpath), result);
    }
  }

  @Override
  public int getdents64(int fd, byte[] buffer) {
    return checked("getdents64", fd, Raw.syscallOn(Nr.getdents64(), fd, buffer, 0, buffer.length));
  }

  @Override
  public void flock(int fd, int operation) {
    checked("flock", fd, plain(Nr.flock(), fd, operation, 0));
  }

  @Override
  public int memfd_create(String name, int flags) {
    scratch.begin();
    return checked("memfd_create", name, call(Nr.memfd_create(), scratch.string(name), flags, 0));
  }

  @Override
  public FileStatus statx(int dirfd, String path, int flags) {
    scratch.begin();
    long name = scratch.string(path);
    long at = scratch.zeroed(Statx.SIZE);
    long result = call(Nr.statx(), dirfd, name, flags, Statx.MASK, at);
    if (result < 0) {
      throw failure("statx", Subject.at(dirfd, path), result);
    }
    return Statx.read(at);
  }

  @Override
  public void chdir(String path) {
    scratch.begin();
    checked("chdir", path, call(Nr.chdir(), scratch.string(path), 0, 0));
  }

  @Override
  public void fchdir(int fd) {
    checked("fchdir", fd, plain(Nr.fchdir(), fd, 0, 0));
  }

  @Override
  public String getcwd() {
    scratch.begin();
    long buffer = scratch.reserve(PATH_MAX);
    int length = checked("getcwd", "", call(Nr.getcwd(), buffer, PATH_MAX, 0));
    return CString.read(buffer, length - 1);
  }

  @Override
  public int umask(int mask) {
    return (int) plain(Nr.umask(), mask, 0, 0);
  }

  @Override
  public boolean isatty(int fd) {
    scratch.begin();
    long termios = scratch.reserve(TERMIOS_SIZE);
    return call(Nr.ioctl(), fd, TCGETS, termios) == 0;
  }
}
