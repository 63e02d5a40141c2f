package dev.limpet.oci.cgroup;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import org.jspecify.annotations.Nullable;

/** Stops all processes of a container where they are, and lets them go on. */
final class Freezer {
  private static final int LOOKS = 2000;

  /** A process that is made meanwhile may escape version 1: then it begins anew. */
  private static final int LOOKS_AT_ONCE = 100;

  private final Kernel kernel;
  private final CgroupFiles files;
  private final boolean unified;
  private final @Nullable CgroupPath path;

  Freezer(Kernel kernel, ContainerCgroup cgroup) {
    this.kernel = kernel;
    this.files = new CgroupFiles(kernel);
    CgroupPath version1 = cgroup.ofVersion1("freezer");
    this.path = version1 == null ? cgroup.unified() : version1;
    this.unified = version1 == null;
  }

  /** Whether there is a cgroup that can be frozen, and it has not been removed meanwhile. */
  boolean isThere() {
    return path != null && !files.read(file(unified ? "cgroup.freeze" : "freezer.state")).isEmpty();
  }

  private String file(String name) {
    if (path == null) {
      throw new RefusedException("the container has no cgroup, and cannot be paused without");
    }
    return path.file(name);
  }

  boolean isFrozen() {
    if (path == null) {
      return false;
    }
    if (unified) {
      return files.number(file("cgroup.events"), "frozen") == 1;
    }
    String state = files.read(file("freezer.state"));
    return !state.isEmpty() && !state.startsWith("THAWED");
  }

  /**
   * Returns when all have stopped: at once, where the last has ended and somebody has removed the
   * cgroup, as systemd does.
   *
   * @throws StepFailedException where that does not come to pass; they go on then
   */
  void freeze() {
    boolean there = set(true);
    for (int i = 1; i <= LOOKS && there && !isStill(); i++) {
      Pauses.pause(kernel, i);
      if (i % LOOKS_AT_ONCE == 0) {
        there = (unified || set(false)) && set(true);
      }
    }
    if (there && !isStill() && set(false)) {
      throw new StepFailedException(
          "freeze the cgroup " + directory(),
          new ErrnoException("write", directory(), Errno.EBUSY),
          "a process of it does not stop");
    }
  }

  private String directory() {
    return path == null ? "" : path.directory();
  }

  private boolean isStill() {
    return unified
        ? files.number(file("cgroup.events"), "frozen") == 1
        : files.read(file("freezer.state")).startsWith("FROZEN");
  }

  /** Lets them go on; one above that is frozen holds them all the same. */
  void thaw() {
    set(false);
    for (int i = 1; i <= LOOKS_AT_ONCE && isFrozen(); i++) {
      Pauses.pause(kernel, i);
    }
  }

  private boolean isGone() {
    try {
      Fd.open(kernel, directory(), Flags.O_PATH | Flags.O_DIRECTORY).close();
      return false;
    } catch (ErrnoException e) {
      return e.errno() == Errno.ENOENT;
    }
  }

  /** Returns whether the cgroup is there. */
  private boolean set(boolean frozen) {
    String file = file(unified ? "cgroup.freeze" : "freezer.state");
    String word = unified ? (frozen ? "1" : "0") : frozen ? "FROZEN" : "THAWED";
    try {
      files.write(file, word);
      return true;
    } catch (ErrnoException e) {
      if (isGone()) {
        return false;
      }
      throw new StepFailedException("write " + word + " to " + file, e, "");
    }
  }
}
