package dev.limpet.sandbox;

import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.seccomp.Architecture;
import dev.limpet.linux.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the box's first process does on its way to the guest.
 *
 * <p>Paths are those of the box, except where they are called a host's.
 */
public sealed interface Step {

  /**
   * Joins a cgroup, with all processes that it will make.
   *
   * @param directory the cgroup's
   * @param procs its cgroup.procs or tasks, opened with the caller's rights; negative in a plan
   *     that is only looked at
   */
  record JoinCgroup(String directory, int procs) implements Step {}

  /** Makes the cgroups that it is in the topmost ones that the box can see. */
  record NewCgroupNamespace() implements Step {}

  /** Writes the maps of user and group ids, and gives up setgroups(2). */
  record MapIds(List<IdMapping> uids, List<IdMapping> gids) implements Step {}

  /** Has helpers outside do their part: the map of ids, the network. See {@link Companion}. */
  record AwaitHelpers(List<IdMapping> uids, List<IdMapping> gids, boolean network)
      implements Step {}

  /** Leaves the caller's session, and with it the caller's process group and terminal. */
  record NewSession() implements Step {}

  /**
   * Leaves the caller's session keyring, see session-keyring(7): what is in it can be read by
   * whoever has it, whatever namespace that one is in.
   */
  record NewSessionKeyring() implements Step {}

  /**
   * Opens what is at a path of the host, with all that is mounted below, for {@link PlaceTree}.
   *
   * @param slot which of the trees it is, from 0
   * @param source the path, resolved with the caller's rights
   * @param writable whether the box may write to it
   */
  record TakeTree(int slot, String source, boolean writable) implements Step {}

  /**
   * Goes to the host's device nodes, which {@link MakeDevices} and {@link Mask} take from there.
   */
  record WorkInHostDev() implements Step {}

  /**
   * Makes the host's root the box's, with all that is mounted below: no setuid, no devices,
   * read-only, cut off from the host's.
   *
   * @param writable whether the root itself may be written to all the same
   */
  record SealRoot(boolean writable) implements Step {}

  /**
   * Makes a directory of the host the root, with the same restrictions.
   *
   * @param source the directory
   * @param recursive whether there are mounts below it, which then have to come along
   * @param writable whether it may be written to
   */
  record EnterRoot(String source, boolean recursive, boolean writable) implements Step {}

  /**
   * Makes another root in a way of its own: the full program's ways, which the small one does not
   * carry along.
   */
  non-sealed interface MakeRoot extends Step {
    /** Makes it; returns a descriptor of the host's root, which {@link LeaveHost} lets go of. */
    int make(Kernel kernel);

    /** What it does, in words. */
    String text();

    /** What to do where it fails with {@code errno}; empty where that is not known. */
    String hint(int errno);

    /**
     * Descriptors of locks on what the root is made of: they are the box's, and stay open for as
     * long as it runs.
     */
    default List<Integer> locks() {
      return List.of();
    }
  }

  /** Puts something else into the box in a way of its own: the full program's, too. */
  non-sealed interface Furnish extends Step {
    /** Does it. */
    void furnish(Kernel kernel);

    /** What it does, in words. */
    String text();

    /** What to do where it fails with {@code errno}; empty where that is not known. */
    String hint(int errno);
  }

  /** Makes sure that a path of the new root is a directory and that no link leads there. */
  record RequireDirectory(String path) implements Step {}

  /** Makes /dev and all device nodes in it read-only; a device may be written to all the same. */
  record SealDevices() implements Step {}

  /**
   * Leaves the host's device nodes, and the host's root where {@link EnterRoot} has left it below.
   */
  record LeaveHost() implements Step {}

  /**
   * Mounts a new file system.
   *
   * @param type its type, such as {@code tmpfs}
   * @param target where
   * @param flags MS_*
   * @param data options of the file system, such as {@code size=64m}
   */
  record MountNew(String type, String target, long flags, String data) implements Step {}

  /** Makes the mount at {@code path} read-only, or lets it be written to again. */
  record SetReadOnly(String path, boolean readOnly) implements Step {}

  /** Makes a directory with that mode. */
  record MakeDirectory(String path, int mode) implements Step {}

  /** Makes a directory, and those above it that are missing. */
  record MakePath(String path) implements Step {}

  /** Makes device nodes of these names in /dev show the host's. */
  record MakeDevices(List<String> names) implements Step {}

  /** Makes an empty file, to mount something on. */
  record MakeFile(String path) implements Step {}

  /** Makes symbolic links. */
  record MakeLinks(List<Link> links) implements Step {}

  /**
   * A symbolic link.
   *
   * @param path where it is
   * @param target what it says
   */
  record Link(String path, String target) {}

  /**
   * Mounts {@code path} onto itself: a mount of its own, with the flags its file system has now.
   */
  record BindToItself(String path) implements Step {}

  /** The same for a path that need not be there. */
  record KeepReadOnly(String path) implements Step {}

  /**
   * Hides a file or directory behind nothing; it need not be there.
   *
   * @param path what is hidden
   * @param directory which of both it is expected to be
   */
  record Mask(String path, boolean directory) implements Step {}

  /** Hides what the host has mounted there; where the caller may not go nothing is to be hidden. */
  record HideSubmount(String path) implements Step {}

  /**
   * Mounts the tree that {@link TakeTree} opened.
   *
   * @param slot which tree
   * @param source where it came from, for messages
   * @param target where it goes; symbolic links in it are followed inside the box only
   * @param writable whether the box may write to it
   * @param create whether the target is on a file system of the box's own and may be made
   */
  record PlaceTree(int slot, String source, String target, boolean writable, boolean create)
      implements Step {}

  /**
   * Makes a terminal of the box's own, and it the session's and descriptors 0, 1 and 2.
   *
   * @param console a file on which it is mounted, too; null for one more in a box that runs
   * @param size of its window; null where that is not known
   */
  record NewTerminal(@Nullable String console, @Nullable ConsoleSize size) implements Step {}

  /** Sets the host name. */
  record SetHostname(String name) implements Step {}

  /** A time namespace, which the guest enters as it is executed, if the kernel has it so. */
  record NewTimeNamespace() implements Step {}

  /** Brings the loopback interface up. */
  record LoopbackUp() implements Step {}

  /** Goes to the guest's working directory, or to / if {@code orRoot} and that is not possible. */
  record ChangeDirectory(String path, boolean orRoot) implements Step {}

  /** Sets a resource limit: RLIMIT_*, and the limits in its own unit. */
  record SetLimit(int resource, String name, long soft, long hard) implements Step {}

  /** Leaves the guest standard input, output and error, and no other descriptor. */
  record CloseDescriptors() implements Step {}

  /**
   * Empties all five capability sets, but for what is kept in the bounding, the permitted and the
   * effective set.
   *
   * @param kept names
   */
  record DropCapabilities(List<String> kept) implements Step {}

  /** From here on executing a program gains no privileges. */
  record NoNewPrivileges() implements Step {}

  /**
   * Makes the memory of the launcher, which the box's pid 1 shares, and their descriptors
   * unreachable by ptrace(2) and /proc.
   */
  record CloseMemory() implements Step {}

  /** Landlock restricts what the guest connects to; it needs {@link NoNewPrivileges}. */
  record Restrict(Landlock rules) implements Step {}

  /** Installs a filter of system calls. */
  record InstallFilter(Seccomp policy, Architecture architecture) implements Step {}

  /**
   * Asks the kernel to be killed with the holder; {@code launcher} is a descriptor of its parent.
   */
  record EndWithHolder(int launcher) implements Step {}
}
