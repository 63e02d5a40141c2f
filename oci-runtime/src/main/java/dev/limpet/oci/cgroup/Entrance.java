package dev.limpet.oci.cgroup;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.StepFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a new process into a container's cgroups. It begins in that of version 2, and goes
 * into those of version 1 by itself, as the one thread that it is then: for a process that is moved
 * whole, by whomever, the kernel waits until all processors have passed through it (its
 * cgroup_threadgroup_rwsem), which takes longer than all the rest of a start.
 */
public final class Entrance implements AutoCloseable {
  private static final byte[] SELF = {'0'};

  /** A cgroup: for version 2 its directory, for version 1 the file that is written. */
  private record Door(String directory, Fd fd) {}

  private final Kernel kernel;
  private final List<Door> files = new ArrayList<>();

  /** Where the first is divided, so that no process may be in it, there is another. */
  private final List<Door> directories = new ArrayList<>();

  private boolean inside;

  private Entrance(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * One with the rights of this process, for it and its children.
   *
   * @param beside where a process may be that finds no place in the cgroup of version 2: a
   *     directory below that; null for none
   * @throws StepFailedException where one cannot be joined
   */
  static Entrance open(Kernel kernel, ContainerCgroup cgroup, @Nullable String beside) {
    Entrance entrance = new Entrance(kernel);
    for (CgroupPath path : cgroup.paths()) {
      try {
        entrance.add(path);
        if (path.unified() && beside != null) {
          entrance.directories.add(new Door(beside, directory(kernel, beside)));
        }
      } catch (ErrnoException e) {
        entrance.close();
        throw failed(path.directory(), e);
      }
    }
    return entrance;
  }

  private void add(CgroupPath path) {
    if (path.unified()) {
      directories.add(new Door(path.directory(), directory(kernel, path.directory())));
    } else {
      files.add(new Door(path.directory(), file(path)));
    }
  }

  /** One from which no way leads up: who is in the container's namespaces can see the process. */
  private static Fd directory(Kernel kernel, String path) {
    try {
      int flags = Flags.OPEN_TREE_CLONE | Flags.OPEN_TREE_CLOEXEC;
      return new Fd(kernel, kernel.open_tree(Flags.AT_FDCWD, path, flags));
    } catch (ErrnoException e) {
      // Without that privilege nobody in there may look into the process.
      return Fd.open(kernel, path, Flags.O_PATH | Flags.O_DIRECTORY);
    }
  }

  private Fd file(CgroupPath path) {
    try {
      return Fd.open(kernel, path.file("tasks"), Flags.O_WRONLY);
    } catch (ErrnoException e) {
      // Who has delegated it may have forgotten that one.
      return Fd.open(kernel, path.file("cgroup.procs"), Flags.O_WRONLY);
    }
  }

  static StepFailedException failed(String directory, ErrnoException e) {
    return new StepFailedException("join the cgroup " + directory, e, "");
  }

  /** Where those of version 1 are that it has open. */
  public List<String> directories() {
    List<String> names = new ArrayList<>();
    for (Door door : files) {
      names.add(door.directory());
    }
    return names;
  }

  /** The files to enter them by, in the same order. */
  public int[] descriptors() {
    int[] fds = new int[files.size()];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = files.get(i).fd().number();
    }
    return fds;
  }

  /** Has it lead into one of version 1, too, by a file that this process has been sent. */
  public void add(String directory, int fd) {
    files.add(new Door(directory, new Fd(kernel, fd)));
  }

  /** clone(2) of a process that is to {@link #enter}. */
  public int clone(long flags) {
    for (Door door : directories) {
      try {
        inside = true;
        return kernel.clone(flags, door.fd().number());
      } catch (ErrnoException e) {
        // An old kernel, a filter, no place there: what it is is told when the process tries.
        inside = false;
      }
    }
    return kernel.clone(flags);
  }

  /**
   * What the new process does for it, with the user ids that it was born with.
   *
   * @throws StepFailedException where it cannot be in one
   */
  public void enter() {
    for (Door door : files) {
      try {
        kernel.write(door.fd().number(), SELF, 0, SELF.length);
      } catch (ErrnoException e) {
        throw failed(door.directory(), e);
      }
    }
    if (!inside && !directories.isEmpty()) {
      enterOne();
    }
  }

  private void enterOne() {
    ErrnoException failure = null;
    for (Door door : directories) {
      try {
        int flags = Flags.O_WRONLY | Flags.O_CLOEXEC;
        int procs = kernel.openat(door.fd().number(), "cgroup.procs", flags, 0);
        try (Fd file = new Fd(kernel, procs)) {
          file.write(SELF);
        }
        return;
      } catch (ErrnoException e) {
        failure = failure == null ? e : failure;
        if (e.errno() != Errno.EBUSY) {
          break;
        }
      }
    }
    if (failure != null) {
      throw failed(directories.get(0).directory(), failure);
    }
  }

  @Override
  public void close() {
    for (Door door : files) {
      door.fd().close();
    }
    for (Door door : directories) {
      door.fd().close();
    }
  }
}
