package dev.limpet.sandbox;

import dev.limpet.formats.oci.Landlock;
import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.seccomp.DefaultFilter;
import dev.limpet.formats.seccomp.TerminalFilter;
import dev.limpet.linux.Capabilities;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps on what the box's first process is and may do, as system calls. */
final class Privileges {
  private static final long SCOPES =
      Flags.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | Flags.LANDLOCK_SCOPE_SIGNAL;

  private final Kernel kernel;

  Privileges(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Writes "this process" into an open cgroup.procs or tasks. */
  void join(int procs) {
    kernel.write(procs, new byte[] {'0'}, 0, 1);
  }

  /**
   * Before Linux 6.3 a process stays in its time namespace as it executes a program. As long as
   * another one is meant for its children, it can make neither threads nor children by vfork(2): a
   * guest would be the worse for it, and has nothing from a clock that is the host's anyway.
   */
  void newTimeNamespace() {
    if (KernelRelease.parse(kernel.uname()).isAtLeast(6, 3)) {
      kernel.unshare(Flags.CLONE_NEWTIME);
    }
  }

  void mapIds(Step.MapIds ids) {
    // Without privilege over the parent namespace gid_map can be written only after this.
    write("/proc/self/setgroups", "deny");
    write("/proc/self/uid_map", IdMaps.lines(ids.uids()));
    write("/proc/self/gid_map", IdMaps.lines(ids.gids()));
  }

  /** Closes the file: a mount with writers could not be made read-only. */
  private void write(String path, String text) {
    int file = kernel.openat(Flags.AT_FDCWD, path, Flags.O_WRONLY | Flags.O_CLOEXEC, 0);
    byte[] bytes = OsString.encode(text);
    kernel.write(file, bytes, 0, bytes.length);
    kernel.close(file);
  }

  /**
   * Closes them for good, and not as the guest is executed: its path, and the interpreter that it
   * names, could lead through one of them ({@code #!/proc/self/fd/7/bin/sh}) out of the box.
   *
   * @param messages where it is said that the guest cannot be executed; that closes by itself
   */
  void closeDescriptors(int messages) {
    if (messages > 3) {
      kernel.close_range(3, messages - 1, 0);
    }
    kernel.close_range(Math.max(3, messages + 1), -1, 0);
  }

  void loopbackUp() {
    int socket = kernel.socket(Flags.AF_INET, Flags.SOCK_DGRAM | Flags.SOCK_CLOEXEC, 0);
    kernel.ioctl_SIOCSIFFLAGS(socket, "lo", Flags.IFF_UP);
  }

  /** Goes there without following magic links of /proc, which lead to what is open. */
  void changeDirectory(Step.ChangeDirectory step) {
    try {
      int directory =
          kernel.openat2(
              Flags.AT_FDCWD,
              step.path(),
              Flags.O_PATH | Flags.O_DIRECTORY | Flags.O_CLOEXEC,
              0,
              Flags.RESOLVE_NO_MAGICLINKS);
      kernel.fchdir(directory);
    } catch (ErrnoException e) {
      if (!step.orRoot() || !MountCalls.isAbsence(e.errno())) {
        throw e;
      }
      kernel.chdir("/");
    }
  }

  void dropCapabilities(List<String> kept) {
    long set = 0;
    for (String name : kept) {
      set |= 1L << Capabilities.number(name);
    }
    // The last capability is the kernel's to know: the one after it is invalid.
    int capability = 0;
    while ((set >>> capability & 1) != 0 || dropFromBounding(capability)) {
      capability++;
    }
    // With inheritable empty the ambient set is, too.
    kernel.capset(set, set, 0);
  }

  private boolean dropFromBounding(int capability) {
    try {
      kernel.prctl(Flags.PR_CAPBSET_DROP, capability, 0, 0, 0);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL && capability > 0) {
        return false;
      }
      throw e;
    }
  }

  /** The ruleset's descriptor ends with execve. */
  void restrict(Landlock rules) {
    long net =
        (rules.connectTcp() == null ? 0 : Flags.LANDLOCK_ACCESS_NET_CONNECT_TCP)
            | (rules.bindTcp() == null ? 0 : Flags.LANDLOCK_ACCESS_NET_BIND_TCP);
    int ruleset = ruleset(net, rules.scoped() ? SCOPES : 0);
    if (ruleset >= 0) {
      allow(ruleset, Flags.LANDLOCK_ACCESS_NET_CONNECT_TCP, rules.connectTcp());
      allow(ruleset, Flags.LANDLOCK_ACCESS_NET_BIND_TCP, rules.bindTcp());
      kernel.landlock_restrict_self(ruleset, 0);
    }
  }

  /** Scopes are held where the kernel can; negative where nothing is left to hold. */
  private int ruleset(long net, long scopes) {
    try {
      return kernel.landlock_create_ruleset(net, scopes, 0);
    } catch (ErrnoException e) {
      if (scopes == 0 || !lacksLandlock(e.errno())) {
        throw e;
      }
      return net == 0 ? -1 : kernel.landlock_create_ruleset(net, 0, 0);
    }
  }

  /** Whether the kernel has no Landlock, has it switched off, or has an older one. */
  private static boolean lacksLandlock(int errno) {
    return errno == Errno.ENOSYS || errno == Errno.EOPNOTSUPP || errno == Errno.E2BIG;
  }

  private void allow(int ruleset, long access, @Nullable List<Integer> ports) {
    if (ports != null) {
      for (int port : ports) {
        kernel.landlock_add_rule(ruleset, access, port);
      }
    }
  }

  /** As long as the launcher is there the holder is, which ends with it. */
  void endWithHolder(int launcher) {
    kernel.prctl(Flags.PR_SET_PDEATHSIG, Flags.SIGKILL, 0, 0, 0);
    if (kernel.ppoll(new int[] {launcher}, new int[] {Flags.POLLIN}, new int[1], 0) != 0) {
      kernel.exit_group(ExitCode.FAILURE);
    }
  }

  void installFilter(Step.InstallFilter step) {
    switch (step.policy()) {
      case Seccomp.Default() -> kernel.seccomp(0, DefaultFilter.program(step.architecture()));
      case Seccomp.Terminals() -> kernel.seccomp(0, TerminalFilter.program());
      case Seccomp.Program own -> kernel.seccomp(own.flags(), own.instructions());
    }
  }

  /** Where keyrings are out of reach already, by a filter or for lack of them, all is well. */
  void newSessionKeyring() {
    try {
      kernel.keyctl_JOIN_SESSION_KEYRING();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM && e.errno() != Errno.ENOSYS) {
        throw e;
      }
    }
  }
}
