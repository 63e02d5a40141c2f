package dev.limpet.linux;

import dev.limpet.linux.raw.Nr;
import dev.limpet.linux.raw.Raw;

/** System calls on what a file system keeps of a file beside its content. */
abstract class AttributeCalls extends FileCalls {
  /** {@code struct timespec}: seconds and nanoseconds, 8 bytes each. */
  private static final int TIMESPEC_SIZE = 16;

  @Override
  public void linkat(int olddirfd, String oldpath, int newdirfd, String newpath, int flags) {
    scratch.begin();
    long from = scratch.string(oldpath);
    long to = scratch.string(newpath);
    long result = call(Nr.linkat(), olddirfd, from, newdirfd, to, flags);
    if (result < 0) {
      throw failure("linkat", Subject.link(oldpath, newpath), result);
    }
  }

  @Override
  public void fchownat(int dirfd, String path, int uid, int gid, int flags) {
    scratch.begin();
    long result = call(Nr.fchownat(), dirfd, scratch.string(path), uid, gid, flags);
    checked("fchownat", Subject.at(dirfd, path), result);
  }

  @Override
  public void fchmodat(int dirfd, String path, int mode) {
    scratch.begin();
    checked("fchmodat", path, call(Nr.fchmodat(), dirfd, scratch.string(path), mode));
  }

  @Override
  public void utimensat(
      int dirfd,
      String path,
      long accessSeconds,
      long accessNanos,
      long modificationSeconds,
      long modificationNanos,
      int flags) {
    scratch.begin();
    long name = scratch.string(path);
    long times = scratch.zeroed(2 * TIMESPEC_SIZE);
    if (times != 0) {
      Raw.pokeLong(times, accessSeconds);
      Raw.pokeLong(times + 8, accessNanos);
      Raw.pokeLong(times + TIMESPEC_SIZE, modificationSeconds);
      Raw.pokeLong(times + TIMESPEC_SIZE + 8, modificationNanos);
    }
    checked("utimensat", path, call(Nr.utimensat(), dirfd, name, times, flags));
  }

  @Override
  public void lsetxattr(String path, String name, byte[] value, int flags) {
    scratch.begin();
    long file = scratch.string(path);
    long attribute = scratch.string(name);
    // The kernel's limit, XATTR_SIZE_MAX, is as large as all scratch memory: one that is near to it
    // is laid out in memory of its own.
    Scratch own = new Scratch(value.length + 8L);
    own.begin();
    long bytes = own.reserve(value.length);
    int failure = scratch.failure() != 0 ? scratch.failure() : own.failure();
    long result = failure;
    if (failure == 0) {
      for (int i = 0; i < value.length; i++) {
        Raw.pokeByte(bytes + i, value[i]);
      }
      result = Raw.syscall(Nr.lsetxattr(), file, attribute, bytes, value.length, flags, 0);
    }
    own.release();
    if (result < 0) {
      throw failure("lsetxattr", name + " of " + path, result);
    }
  }

  @Override
  public void syncfs(int fd) {
    checked("syncfs", fd, plain(Nr.syncfs(), fd, 0, 0));
  }
}
