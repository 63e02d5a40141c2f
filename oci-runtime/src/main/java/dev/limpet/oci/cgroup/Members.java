package dev.limpet.oci.cgroup;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who is in a cgroup and in those that the guest has made below it. */
final class Members {
  /** A guest may make cgroups in cgroups until a path is too long. */
  private static final int MAX_DEPTH = 1000;

  private final Kernel kernel;
  private final CgroupFiles files;

  Members(Kernel kernel) {
    this.kernel = kernel;
    this.files = new CgroupFiles(kernel);
  }

  /** Their process ids, in order. */
  List<Integer> of(List<CgroupPath> paths) {
    Set<Integer> pids = new TreeSet<>();
    for (CgroupPath path : paths) {
      collect(path.directory(), pids, 0);
    }
    return new ArrayList<>(pids);
  }

  /** Whether it is one that this process cannot put anybody into: it is there, and another's. */
  boolean isAnothers(CgroupPath path) {
    try {
      Fd.open(kernel, path.file("cgroup.procs"), Flags.O_WRONLY).close();
      return false;
    } catch (ErrnoException e) {
      return Maker.isForbidden(e.errno());
    }
  }

  /** Whether nobody is in there. */
  boolean isFree(CgroupPath path) {
    try {
      Fd.open(kernel, path.file("cgroup.procs"), Flags.O_RDONLY).close();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return true;
      }
    }
    return of(List.of(path)).isEmpty();
  }

  private void collect(String directory, Set<Integer> pids, int depth) {
    for (String word : files.words(directory + "/cgroup.procs")) {
      int pid = Integer.parseInt(word);
      // A process of a pid namespace that cannot be seen from here is 0.
      if (pid > 0) {
        pids.add(pid);
      }
    }
    for (String below : below(directory)) {
      if (depth < MAX_DEPTH) {
        collect(directory + "/" + below, pids, depth + 1);
      }
    }
  }

  /** The names of the cgroups below; none where the directory is not there. */
  List<String> below(String directory) {
    try (Fd fd = Fd.open(kernel, directory, Flags.O_RDONLY | Flags.O_DIRECTORY)) {
      return DirectoryEntries.directories(kernel, fd.number());
    } catch (ErrnoException e) {
      return List.of();
    }
  }

  /**
   * Removes a cgroup and all below it; returns 0, or the errno of what is still in use. What is not
   * there is no failure.
   */
  int remove(String directory) {
    return remove(directory, 0);
  }

  private int remove(String directory, int depth) {
    int errno = rmdir(directory);
    if (errno == 0 || depth == MAX_DEPTH) {
      return errno;
    }
    for (String below : below(directory)) {
      remove(directory + "/" + below, depth + 1);
    }
    return rmdir(directory);
  }

  /** 0, also where there is no cgroup, or an errno. */
  int rmdir(String directory) {
    try {
      kernel.unlinkat(Flags.AT_FDCWD, directory, Flags.AT_REMOVEDIR);
      return 0;
    } catch (ErrnoException e) {
      // A file is none that anybody has made.
      boolean none = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
      return none ? 0 : e.errno();
    }
  }
}
