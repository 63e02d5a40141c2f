package dev.limpet.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link Kernel} does. The contracts run against the fake, against the running kernel
 * from the JVM, and against the running kernel from a static binary, so that the fake stays honest.
 */
abstract class KernelContract {
  final Kernel kernel = kernel();
  private final List<String> made = new ArrayList<>();

  abstract Kernel kernel();

  /** A directory that can be written to. */
  String folder() {
    return "/tmp";
  }

  /** A path nobody else uses, where a test may make a file; it is removed afterwards. */
  final String path(String name) {
    String path = folder() + "/limpet-" + kernel.getpid() + "-" + name;
    made.add(path);
    return path;
  }

  @AfterEach
  void removeFiles() {
    for (int i = made.size() - 1; i >= 0; i--) {
      remove(made.get(i));
    }
  }

  private void remove(String path) {
    for (int flags : new int[] {0, Flags.AT_REMOVEDIR}) {
      try {
        kernel.unlinkat(Flags.AT_FDCWD, path, flags);
      } catch (ErrnoException e) {
        // It was never made, or is of the other kind.
      } catch (IllegalArgumentException e) {
        // A name that no file can have.
      }
    }
  }

  /** A new regular file with a content. */
  final String file(String name, String content) {
    String path = path(name);
    int fd =
        kernel.openat(
            Flags.AT_FDCWD,
            path,
            Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_CLOEXEC,
            0644);
    write(fd, content);
    kernel.close(fd);
    return path;
  }

  final String folder(String name) {
    String path = path(name);
    kernel.mkdirat(Flags.AT_FDCWD, path, 0755);
    return path;
  }

  final int open(String path) {
    return kernel.openat(Flags.AT_FDCWD, path, Flags.O_RDONLY | Flags.O_CLOEXEC, 0);
  }

  final void write(int fd, String text) {
    byte[] bytes = OsString.encode(text);
    assertEquals(bytes.length, kernel.write(fd, bytes, 0, bytes.length));
  }

  /** What can be read from a descriptor in one call. */
  final String read(int fd) {
    byte[] bytes = new byte[256];
    int size = kernel.read(fd, bytes, 0, bytes.length);
    return OsString.decode(bytes, 0, size);
  }

  final String content(String path) {
    int fd = open(path);
    String content = read(fd);
    kernel.close(fd);
    return content;
  }

  final int[] pipe(int flags) {
    int[] fds = new int[2];
    kernel.pipe2(fds, Flags.O_CLOEXEC | flags);
    return fds;
  }

  final void close(int[] fds) {
    kernel.close(fds[0]);
    kernel.close(fds[1]);
  }

  interface Call {
    void run();
  }

  /** Checks that a call fails with this errno. */
  static void assertErrno(int errno, Call call) {
    ErrnoException e = assertThrows(ErrnoException.class, call::run);
    if (e.errno() != errno) {
      fail("expected " + Errno.name(errno) + ": " + e.getMessage());
    }
  }

  /**
   * Checks that a descriptor is not open, by a call that may be a mistake: the fake fails a test
   * that closes twice.
   */
  final void assertRefusesToClose(int fd) {
    Throwable thrown = assertThrows(Throwable.class, () -> kernel.close(fd));
    if (!(thrown instanceof AssertionError)) {
      assertEquals(Errno.EBADF, assertInstanceOf(ErrnoException.class, thrown).errno());
    }
  }
}
