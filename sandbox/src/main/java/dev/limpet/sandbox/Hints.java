package dev.limpet.sandbox;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;

/**
 * What to do about a failure, where its cause is known. Looks at the machine only now that
 * something has failed.
 */
final class Hints {
  private static final String CLONE_SYSCTL = "/proc/sys/kernel/unprivileged_userns_clone";
  private static final String MAX_SYSCTL = "/proc/sys/user/max_user_namespaces";
  private static final String APPARMOR_SYSCTL =
      "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
  private static final int LIMIT = 1 << 16;

  private final Kernel kernel;

  Hints(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Why the namespaces could not be made; see user_namespaces(7) and clone(2) for the errnos. */
  String forNamespaces(ErrnoException e) {
    int errno = e.errno();
    if (is(CLONE_SYSCTL, "0")) {
      return "user namespaces are switched off for users: sysctl kernel.unprivileged_userns_clone=1";
    }
    if (is(MAX_SYSCTL, "0")) {
      return "user namespaces are switched off: sysctl user.max_user_namespaces=15000";
    }
    return switch (errno) {
      case Errno.ENOSPC, Errno.EUSERS ->
          "there are too many namespaces, or too many within each other:"
              + " see sysctl user.max_user_namespaces and the others of user.max_*_namespaces";
      case Errno.EPERM ->
          isFiltered()
              ? "a seccomp filter around this process forbids it: an outer container has to allow"
                  + " clone with CLONE_NEWUSER (docker: --security-opt seccomp=unconfined)"
              : "a security module forbids it, or this process runs in a chroot";
      case Errno.EINVAL ->
          "the kernel lacks a kind of namespace: it needs CONFIG_USER_NS and the others";
      case Errno.ENOMEM, Errno.EAGAIN -> "a limit on processes or memory is reached";
      default -> "";
    };
  }

  /** Why a step did not work. */
  String forStep(Step step, ErrnoException e) {
    int errno = e.errno();
    if (step instanceof Step.Restrict) {
      return landlock(errno);
    }
    if (errno == Errno.ENOSYS) {
      return "Linux 5.12 or later is needed";
    }
    if (errno == Errno.EMFILE) {
      return "too few descriptors are allowed: ulimit -n";
    }
    return switch (step) {
      case Step.TakeTree _ -> source(errno);
      case Step.EnterRoot _ -> forRoot(e);
      case Step.MakeRoot root -> root.hint(errno);
      case Step.Furnish furnish -> furnish.hint(errno);
      case Step.RequireDirectory path -> ownPlace(path.path(), errno);
      case Step.PlaceTree tree -> destination(tree, errno);
      case Step.NewSessionKeyring() -> errno == Errno.EDQUOT ? "sysctl kernel.keys.maxkeys" : "";
      case Step.ChangeDirectory _ -> "-C wants a directory that the box has";
      case Step.MountNew mount -> mountNew(mount, errno);
      case Step.JoinCgroup _ ->
          isDenied(errno)
              ? "who joins has to be in the same delegated part of the cgroups: run it as"
                  + " systemd-run --user --scope limpet ..."
              : "";
      case Step.SetLimit _ -> errno == Errno.EPERM ? "it is above the limit of the caller" : "";
      default -> isDenied(errno) ? denied() : "";
    };
  }

  private static String landlock(int errno) {
    return switch (errno) {
      case Errno.ENOSYS, Errno.E2BIG ->
          "Linux 6.7 or later is needed to restrict TCP ports, and at most 16 such boxes in each"
              + " other";
      case Errno.EOPNOTSUPP -> "Landlock is switched off: it has to be among lsm= of the kernel";
      default -> "";
    };
  }

  /** Why a network namespace cannot be joined; see setns(2) for the errnos. */
  String forJoining(ErrnoException e) {
    return switch (e.errno()) {
      case Errno.ENOENT, Errno.ENOTDIR -> "there is none: ip netns add NAME makes one";
      case Errno.EPERM, Errno.EACCES ->
          "only root may join a namespace that root made, and nobody else's";
      case Errno.EINVAL -> "that is no network namespace";
      default -> "";
    };
  }

  /** Why a directory cannot be the root. */
  String forRoot(ErrnoException e) {
    return e.errno() == Errno.ENOTDIR ? "it is no directory" : source(e.errno());
  }

  private String source(int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENOTDIR -> "there is nothing at that path";
      case Errno.EACCES -> "you may not go there yourself";
      default -> isDenied(errno) ? denied() : "";
    };
  }

  private static String destination(Step.PlaceTree tree, int errno) {
    return switch (errno) {
      case Errno.ENOENT ->
          tree.target()
              + " has to exist in the box's root, or in what was put above it,"
              + " or to lie in /tmp or /dev/shm";
      case Errno.ENOTDIR, Errno.EINVAL -> "a directory goes on a directory, a file on a file";
      case Errno.ELOOP, Errno.EXDEV -> "symbolic links in the destination lead nowhere in the box";
      default -> "";
    };
  }

  private static String ownPlace(String path, int errno) {
    return switch (errno) {
      case Errno.ELOOP -> "a symbolic link there could lead anywhere: make it a directory";
      case Errno.ENOENT -> "the root has no directory " + path + ": make one in it";
      case Errno.ENOTDIR -> "the root has something else there: make it a directory";
      default -> "";
    };
  }

  private String mountNew(Step.MountNew mount, int errno) {
    if (errno == Errno.ENOENT || errno == Errno.ENOTDIR) {
      return "the root has no directory " + mount.target() + ": make one in it";
    }
    if (errno == Errno.EPERM && mount.type().equals("proc")) {
      return "the kernel gives a fresh /proc only where no part of the old one is hidden, as outer"
          + " containers do (docker: --security-opt systempaths=unconfined)";
    }
    return isDenied(errno) ? denied() : "";
  }

  private static boolean isDenied(int errno) {
    return errno == Errno.EPERM || errno == Errno.EACCES;
  }

  private String denied() {
    if (is(APPARMOR_SYSCTL, "1")) {
      return "AppArmor takes the capabilities in user namespaces away:"
          + " sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile for limpet";
    }
    return isFiltered() ? "a seccomp filter around this process may forbid it" : "";
  }

  private boolean is(String sysctl, String value) {
    return read(sysctl).equals(value + "\n");
  }

  private boolean isFiltered() {
    return read("/proc/self/status").contains("\nSeccomp:\t2\n");
  }

  /** The file's content; empty if it cannot be read: most of these are not on every machine. */
  private String read(String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      byte[] bytes = file.readAll(LIMIT);
      file.close();
      return OsString.decode(bytes);
    } catch (ErrnoException e) {
      return "";
    }
  }
}
