package dev.limpet.sandbox;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a root without the mounts below it is put together from.
 *
 * <p>The kernel gives no user a copy of a directory without what is mounted below it: such mounts
 * are locked in place. A directory that has no mount point below can be had as a whole, and that is
 * nearly all of a root. Those above mount points are listed, and made anew with what is in them.
 *
 * @param source the directory that becomes the root
 * @param mode the root's permissions
 * @param entries what is in it, directories before what they hold
 * @param reached directories in the parts that changes are expected below, outer ones first
 */
public record RootParts(String source, int mode, List<Entry> entries, List<Directory> reached) {
  public RootParts {
    entries = List.copyOf(entries);
    reached = List.copyOf(reached);
  }

  /** Something at a path of the box. */
  public sealed interface Entry {
    String path();
  }

  /** A directory to make: an empty one, or one that has entries of its own. */
  public record Directory(String path, int mode) implements Entry {}

  /** A directory to take as a whole. */
  public record Part(String path, int mode) implements Entry {}

  /**
   * A file that is no directory.
   *
   * @param size in bytes; negative for what cannot be copied, such as sockets and devices
   * @param hidden whether something is mounted on it, so that it is not to be seen
   */
  public record File(String path, int mode, long size, boolean hidden) implements Entry {}

  /** A symbolic link. */
  public record Link(String path, String target) implements Entry {}

  /**
   * Looks at the directory {@code source}.
   *
   * @param source an absolute path without symbolic links
   * @param around what is around limpet: the parts of such a root are parts of the new one, and
   *     nothing between them is
   * @param own directories of the box, as paths in it, that get file systems of their own
   * @param below directories that changes are expected in, as paths of the host
   */
  static RootParts of(
      Kernel kernel,
      String source,
      Nesting.Surroundings around,
      List<String> own,
      List<String> below) {
    Host host = around.host();
    List<String> points = new ArrayList<>(own);
    for (String point : host.mounts()) {
      if (Paths.isWithin(point, source) && !point.equals(source)) {
        points.add(source.equals("/") ? point : point.substring(source.length()));
      }
    }
    List<String> split = new ArrayList<>();
    FileStatus status = kernel.statx(Flags.AT_FDCWD, source, 0);
    long between = -1;
    if (source.equals("/")) {
      split.addAll(around.parts());
      between = around.inMemory() ? status.device() : -1;
    }
    Walk walk = new Walk(kernel, host, source, points, split, between);
    int mode = walk.mode(status);
    walk.list("");
    for (String path : below) {
      walk.reach(path);
    }
    return new RootParts(source, mode, walk.entries, walk.reached);
  }

  /** One walk through the directories above mount points. */
  private static final class Walk {
    private final Kernel kernel;
    private final Host host;
    private final String prefix;
    private final List<String> points;
    private final List<String> apart;
    private final long between;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Directory> reached = new ArrayList<>();

    Walk(
        Kernel kernel,
        Host host,
        String source,
        List<String> points,
        List<String> apart,
        long between) {
      this.kernel = kernel;
      this.host = host;
      this.prefix = source.equals("/") ? "" : source;
      this.points = points;
      this.apart = apart;
      this.between = between;
    }

    /** Takes what is in {@code directory}; one that may not be read seems empty. */
    void list(String directory) {
      Fd fd;
      try {
        int flags = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;
        fd = Fd.open(kernel, prefix + directory + "/", flags);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EACCES) {
          throw e;
        }
        return;
      }
      for (String name : DirectoryEntries.names(kernel, fd.number())) {
        take(fd.number(), directory + "/" + name, name);
      }
      fd.close();
    }

    /** Takes the directories on the way to {@code path}, as far as there are any. */
    void reach(String path) {
      if (!path.startsWith(prefix + "/")) {
        return;
      }
      int slash = prefix.length();
      while (slash >= 0 && slash < path.length() - 1) {
        slash = path.indexOf('/', slash + 1);
        String whole = slash < 0 ? path : path.substring(0, slash);
        FileStatus status = status(whole);
        if (status == null || !status.isDirectory()) {
          return;
        }
        Directory directory = new Directory(whole.substring(prefix.length()), mode(status));
        if (!reached.contains(directory)) {
          reached.add(directory);
        }
      }
    }

    private @Nullable FileStatus status(String path) {
      try {
        return kernel.statx(Flags.AT_FDCWD, path, Flags.AT_SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        return null; // then there is nothing to reach
      }
    }

    private void take(int directory, String path, String name) {
      FileStatus status;
      try {
        status = kernel.statx(directory, name, Flags.AT_SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.EACCES) {
          throw e;
        }
        return; // it was removed meanwhile, or what is mounted there is closed to the caller
      }
      boolean point = points.contains(path);
      if (status.isSymbolicLink()) {
        entries.add(new Link(path, kernel.readlinkat(directory, name)));
      } else if (!status.isDirectory()) {
        long size = status.isRegularFile() ? status.size() : -1;
        entries.add(new File(path, point ? 0 : mode(status), size, point));
      } else if (point) {
        entries.add(new Directory(path, mode(status)));
      } else if (isAbovePoint(path) || status.device() == between) {
        entries.add(new Directory(path, mode(status)));
        list(path);
      } else {
        entries.add(new Part(path, mode(status)));
      }
    }

    private static boolean isAbove(String path, List<String> places) {
      for (String place : places) {
        if (Paths.isWithin(place, path) && !place.equals(path)) {
          return true;
        }
      }
      return false;
    }

    private boolean isAbovePoint(String path) {
      return isAbove(path, points) || isAbove(path, apart);
    }

    /**
     * The permissions for what is made anew, and so belongs to the caller: the caller's own are
     * those that the caller has for the original.
     */
    int mode(FileStatus status) {
      int mode = status.permissions();
      int callers = mode & 7;
      if (status.uid() == host.uid()) {
        callers = mode >> 6 & 7;
      } else if (status.gid() == host.gid()) {
        callers = mode >> 3 & 7;
      }
      return (mode & 01077) | callers << 6;
    }
  }
}
