package dev.limpet.sandbox.boxes;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory that has a directory for each box with a name. It is the caller's alone, and gone
 * with the next start of the machine.
 */
public final class BoxHome implements AutoCloseable {
  private static final String BOXES = "boxes";
  private static final int DIRECTORY = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;

  private final Kernel kernel;
  private final String path;
  private final Fd directory;

  private BoxHome(Kernel kernel, String path, Fd directory) {
    this.kernel = kernel;
    this.path = path;
    this.directory = directory;
  }

  /** The caller's; null where none has been made so far. */
  public static @Nullable BoxHome find(Kernel kernel, Environment environment) {
    String parent = parent(kernel, environment);
    try {
      return open(kernel, parent);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  /** The caller's, made where there is none. */
  public static BoxHome make(Kernel kernel, Environment environment) {
    String parent = parent(kernel, environment);
    int umask = kernel.umask(0);
    try {
      makeDirectory(kernel, Flags.AT_FDCWD, parent);
      makeDirectory(kernel, Flags.AT_FDCWD, parent + "/" + BOXES);
    } catch (ErrnoException e) {
      throw new RefusedException(
          "boxes with a name need the directory "
              + parent
              + ", which cannot be made: "
              + Errno.name(e.errno())
              + ": see XDG_RUNTIME_DIR");
    } finally {
      kernel.umask(umask);
    }
    return open(kernel, parent);
  }

  static void makeDirectory(Kernel kernel, int at, String path) {
    try {
      kernel.mkdirat(at, path, 0700);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  private static BoxHome open(Kernel kernel, String parent) {
    checked(kernel, parent).close();
    String path = parent + "/" + BOXES;
    return new BoxHome(kernel, path, checked(kernel, path));
  }

  /** Opens a directory that nobody but the caller may have to do with. */
  private static Fd checked(Kernel kernel, String path) {
    Fd fd;
    try {
      fd = Fd.open(kernel, path, DIRECTORY);
    } catch (ErrnoException e) {
      if (isNoDirectory(e)) {
        throw new RefusedException(path + " is no directory: remove it");
      }
      throw e;
    }
    FileStatus status = kernel.statx(fd.number(), "", Flags.AT_EMPTY_PATH);
    if (status.uid() != kernel.geteuid() || (status.permissions() & 077) != 0) {
      fd.close();
      throw new RefusedException(
          path + " is not yours alone: its owner has to be you and its mode 0700");
    }
    return fd;
  }

  private static String parent(Kernel kernel, Environment environment) {
    int uid = kernel.geteuid();
    if (uid == 0) {
      return "/run/limpet";
    }
    String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isEmpty()) {
      if (!runtime.startsWith("/") || !isOwn(kernel, runtime, uid)) {
        throw new RefusedException(
            "XDG_RUNTIME_DIR " + runtime + " is no directory of yours: unset it");
      }
      return runtime + "/limpet";
    }
    String usual = "/run/user/" + Integer.toUnsignedString(uid);
    return isOwn(kernel, usual, uid)
        ? usual + "/limpet"
        : "/tmp/limpet-" + Integer.toUnsignedString(uid);
  }

  private static boolean isOwn(Kernel kernel, String path, int uid) {
    try {
      FileStatus status = kernel.statx(Flags.AT_FDCWD, path, 0);
      return status.isDirectory() && status.uid() == uid;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** The names of all boxes, running or not, sorted. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Fd again = Fd.open(kernel, path, DIRECTORY);
    for (String name : DirectoryEntries.names(kernel, again.number())) {
      if (BoxName.isName(name)) {
        names.add(name);
      }
    }
    again.close();
    return names;
  }

  /** The box of that name; null where there is none. */
  public @Nullable NamedBox find(String name) {
    if (!BoxName.isName(name)) {
      return null;
    }
    try {
      return open(name);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT || isNoDirectory(e)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isNoDirectory(ErrnoException e) {
    return e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP;
  }

  private NamedBox open(String name) {
    int fd = kernel.openat(directory.number(), name, DIRECTORY | Flags.O_CLOEXEC, 0);
    return new NamedBox(kernel, directory.number(), name, path + "/" + name, new Fd(kernel, fd));
  }

  /**
   * Takes the name for a new box, which this process then holds.
   *
   * @throws RefusedException where another has it
   */
  public NamedBox claim(String name) {
    while (true) {
      NamedBox box = claimOnce(BoxName.checked(name));
      if (box != null) {
        return box;
      }
    }
  }

  /** Takes a name that nobody has. */
  public NamedBox claimAny() {
    while (true) {
      String name = BoxName.random(kernel);
      NamedBox box = find(name) == null ? claimOnce(name) : null;
      if (box != null) {
        return box;
      }
    }
  }

  /** Null where the directory was removed meanwhile. */
  private @Nullable NamedBox claimOnce(String name) {
    int umask = kernel.umask(077);
    try {
      return claimPrivately(name);
    } finally {
      kernel.umask(umask);
    }
  }

  private @Nullable NamedBox claimPrivately(String name) {
    makeDirectory(kernel, directory.number(), name);
    NamedBox box;
    try {
      box = open(name);
    } catch (ErrnoException e) {
      if (isNoDirectory(e)) {
        throw new RefusedException(path + "/" + name + " is no directory: remove it");
      }
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
    try {
      if (box.lock()) {
        box.beginAnew();
        return box;
      }
      box.close();
      return null;
    } catch (RefusedException e) {
      box.close();
      throw e;
    }
  }

  @Override
  public void close() {
    directory.close();
  }
}
