package dev.limpet.oci.cgroup;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import java.util.ArrayList;
import java.util.List;

/** Makes cgroups. */
final class Maker {
  private final Kernel kernel;
  private final CgroupFiles files;
  private final Members members;

  Maker(Kernel kernel) {
    this.kernel = kernel;
    this.files = new CgroupFiles(kernel);
    this.members = new Members(kernel);
  }

  /**
   * Makes all that may be made here, and returns those.
   *
   * @throws StepFailedException where one cannot for another reason; none is left then
   */
  ContainerCgroup make(ContainerCgroup planned) {
    List<CgroupPath> made = new ArrayList<>();
    for (CgroupPath path : planned.paths()) {
      List<String> directories = new ArrayList<>();
      try {
        mkdir(path, path.directory(), directories);
        if (!directories.isEmpty() || !members.isAnothers(path)) {
          made.add(path.withMade(directories.size()));
          handDown(path);
        }
      } catch (ErrnoException e) {
        for (int i = directories.size() - 1; i >= 0; i--) {
          members.rmdir(directories.get(i));
        }
        if (!isForbidden(e.errno())) {
          remove(made);
          throw new StepFailedException("make the cgroup " + path.directory(), e, hint(e.errno()));
        }
      }
    }
    return new ContainerCgroup(made);
  }

  static boolean isForbidden(int errno) {
    return errno == Errno.EACCES || errno == Errno.EPERM || errno == Errno.EROFS;
  }

  private static String hint(int errno) {
    return switch (errno) {
      case Errno.ENOSPC, Errno.EAGAIN -> "there are too many cgroups";
      case Errno.ENOTDIR ->
          "every cgroup has a file of that name: another id or linux.cgroupsPath is wanted";
      default -> "";
    };
  }

  /** Makes a directory and those above that are not there; adds them to {@code made}. */
  private void mkdir(CgroupPath path, String directory, List<String> made) {
    int errno = tried(directory);
    // Somebody else may remove one above meanwhile.
    for (int i = 0; errno == Errno.ENOENT && i < 3; i++) {
      String parent = parent(directory);
      if (parent.length() < path.point().length()) {
        break;
      }
      mkdir(path, parent, made);
      errno = tried(directory);
    }
    if (errno == Errno.EEXIST) {
      if (!isDirectory(directory)) {
        throw new ErrnoException("mkdirat", directory, Errno.ENOTDIR);
      }
      return;
    }
    if (errno != 0) {
      throw new ErrnoException("mkdirat", directory, errno);
    }
    made.add(directory);
    if (path.controllers().contains("cpuset")) {
      inherit(directory, "cpuset.cpus");
      inherit(directory, "cpuset.mems");
    }
  }

  boolean isDirectory(String path) {
    try {
      return kernel.statx(Flags.AT_FDCWD, path, Flags.AT_SYMLINK_NOFOLLOW).isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }

  private int tried(String directory) {
    try {
      kernel.mkdirat(Flags.AT_FDCWD, directory, 0755);
      return 0;
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  static String parent(String directory) {
    return directory.substring(0, directory.lastIndexOf('/'));
  }

  /** A new cgroup of version 1 has no processors and no memory, so that nobody can be in it. */
  private void inherit(String directory, String file) {
    List<String> above = files.words(parent(directory) + "/" + file);
    if (!above.isEmpty()) {
      files.write(directory + "/" + file, above.get(0));
    }
  }

  /**
   * Has the cgroups above one of version 2 hand their controllers down, as far as they may: what is
   * missing then is told when it is needed.
   */
  private void handDown(CgroupPath path) {
    int slash = path.unified() ? path.point().length() : -1;
    while (slash > 0) {
      handDown(path.directory().substring(0, slash));
      slash = path.directory().indexOf('/', slash + 1);
    }
  }

  private void handDown(String directory) {
    List<String> missing = new ArrayList<>(files.words(directory + "/cgroup.controllers"));
    missing.removeAll(files.words(directory + "/cgroup.subtree_control"));
    if (!missing.isEmpty() && !wrote(directory, "+" + String.join(" +", missing))) {
      for (String controller : missing) {
        wrote(directory, "+" + controller);
      }
    }
  }

  private boolean wrote(String directory, String text) {
    try {
      files.write(directory + "/cgroup.subtree_control", text);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /**
   * Removes what was made; returns 0, or the errno of a cgroup that is still in use. What this
   * process may not remove it has not made.
   */
  int remove(List<CgroupPath> paths) {
    int failed = 0;
    for (CgroupPath path : paths) {
      int errno = members.remove(path.directory());
      failed = errno == 0 || isForbidden(errno) ? failed : errno;
      String above = path.directory();
      for (int i = 1; i < path.made() && errno == 0; i++) {
        above = parent(above);
        // Others may be in there by now: then it stays.
        errno = members.rmdir(above);
      }
    }
    return failed;
  }
}
