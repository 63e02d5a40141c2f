package dev.limpet.sandbox.cgroup;

import dev.limpet.formats.oci.Rlimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the limits of a box are held on this machine.
 *
 * @param groups the cgroups to make
 * @param aside where the launcher steps aside; null where it may stay
 * @param rlimits what is held for each process instead
 * @param shortfalls what is not held as it was asked for
 * @param reason why, where there are any
 */
public record Arrangement(
    List<Group> groups,
    @Nullable Aside aside,
    List<Rlimit> rlimits,
    List<Shortfall> shortfalls,
    Reason reason) {
  public Arrangement {
    groups = List.copyOf(groups);
    rlimits = List.copyOf(rlimits);
    shortfalls = List.copyOf(shortfalls);
  }

  /**
   * The launcher leaves its own cgroup, and comes back in the end. Where the one who arranged is
   * not the launcher but waits for it, as for a detached box, it goes, too.
   *
   * @param from that cgroup's directory
   * @param to the directory of one below it, which is not there yet
   * @param controllers what {@code from} hands down from then on
   * @param arranger the process that arranged, alone in {@code from} then
   */
  public record Aside(String from, String to, List<String> controllers, int arranger) {
    public Aside {
      controllers = List.copyOf(controllers);
    }
  }

  /** A limit that is not what was asked for. */
  public enum Shortfall {
    /** Each process has it for itself: RLIMIT_DATA. */
    MEMORY_OF_EACH_PROCESS,
    CPU,
    PIDS,
  }

  /** Why there is no cgroup. */
  public enum Reason {
    NONE,
    /** Version 2 is there, but nothing of it is the caller's. */
    NOT_DELEGATED,
    /** A cgroup of version 2 is the caller's, but it shares it with other processes. */
    NOT_ALONE,
    /** Version 1 is there, and only root may make one. */
    NOT_ROOT,
    /** No hierarchy with these controllers is mounted. */
    NOT_MOUNTED,
  }
}
