package dev.limpet.oci.start;

import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * The namespaces of a process: those that begin with it, and those that it joins.
 *
 * @param fresh CLONE_NEW* of those that begin
 * @param joined those that are there
 */
public record Namespaces(long fresh, List<Joined> joined) {
  public Namespaces {
    joined = List.copyOf(joined);
  }

  /**
   * One that is there.
   *
   * @param flag CLONE_NEW*
   * @param path where it is, for messages
   * @param fd its descriptor
   */
  public record Joined(int flag, String path, int fd) {}

  /** CLONE_NEW* of a kind. */
  public static int flag(NamespaceType type) {
    return switch (type) {
      case USER -> Flags.CLONE_NEWUSER;
      case MOUNT -> Flags.CLONE_NEWNS;
      case PID -> Flags.CLONE_NEWPID;
      case NETWORK -> Flags.CLONE_NEWNET;
      case IPC -> Flags.CLONE_NEWIPC;
      case UTS -> Flags.CLONE_NEWUTS;
      case CGROUP -> Flags.CLONE_NEWCGROUP;
      case TIME -> Flags.CLONE_NEWTIME;
    };
  }

  /**
   * Those of a config.json without those that are this process's own, which a container that is to
   * join them simply stays in. User namespaces remain: the kernel tells whether they can be joined.
   */
  public static List<Namespace> others(Kernel kernel, List<Namespace> namespaces) {
    List<Namespace> others = new ArrayList<>();
    for (Namespace namespace : namespaces) {
      String path = namespace.path();
      if (path == null
          || namespace.type() == NamespaceType.USER
          || !isOwn(kernel, namespace.type(), Flags.AT_FDCWD, path, 0)) {
        others.add(namespace);
      }
    }
    return others;
  }

  private static boolean isOwn(Kernel kernel, NamespaceType type, int at, String path, int flags) {
    try {
      FileStatus given = kernel.statx(at, path, flags);
      FileStatus own = kernel.statx(Flags.AT_FDCWD, "/proc/self/ns/" + file(type), 0);
      return given.device() == own.device() && given.inode() == own.inode();
    } catch (ErrnoException e) {
      // What is not there is told where it is opened.
      return false;
    }
  }

  /** Its name in /proc/PID/ns. */
  private static String file(NamespaceType type) {
    return switch (type) {
      case MOUNT -> "mnt";
      case NETWORK -> "net";
      case USER, PID, IPC, UTS, CGROUP, TIME -> type.word();
    };
  }

  /** Those of a config.json, opened with this process's rights where they are there. */
  public static Namespaces open(Kernel kernel, List<Namespace> namespaces) {
    long fresh = 0;
    List<Joined> joined = new ArrayList<>();
    for (Namespace namespace : namespaces) {
      int flag = flag(namespace.type());
      String path = namespace.path();
      if (path == null) {
        fresh |= flag;
      } else {
        // A fifo at that path is not waited for.
        int flags = Flags.O_RDONLY | Flags.O_NONBLOCK | Flags.O_CLOEXEC;
        try {
          int fd = kernel.openat(Flags.AT_FDCWD, path, flags, 0);
          joined.add(new Joined(flag, path, fd));
          checkOther(kernel, namespace.type(), path, fd);
        } catch (ErrnoException e) {
          throw new RefusedException(
              "namespace " + namespace.type().word() + ": " + e.getMessage());
        }
      }
    }
    return new Namespaces(fresh, joined);
  }

  /** Its path may lead elsewhere since {@link #others} has looked. */
  private static void checkOther(Kernel kernel, NamespaceType type, String path, int fd) {
    if (type != NamespaceType.USER && isOwn(kernel, type, fd, "", Flags.AT_EMPTY_PATH)) {
      throw new RefusedException(
          "namespace " + type.word() + ": " + path + " has become the host's own meanwhile");
    }
  }

  /** The same with a new one of the kind CLONE_NEW*. */
  public Namespaces with(int kind) {
    return new Namespaces(fresh | kind, joined);
  }

  /** Whether one of that kind begins. */
  public boolean isFresh(int flag) {
    return (fresh & flag) != 0;
  }

  /** Whether there is one of that kind at all that is not the runtime's own. */
  public boolean has(int flag) {
    return isFresh(flag) || joins(flag);
  }

  /** Whether one of that kind is joined. */
  public boolean joins(int flag) {
    for (Joined one : joined) {
      if (one.flag == flag) {
        return true;
      }
    }
    return false;
  }

  /** Whether this process has to stay where it is, and another go between. */
  public boolean needsGuide() {
    return !joined.isEmpty();
  }

  /**
   * Joins. A user namespace gives and takes privileges: what can be joined without is joined
   * before, what belongs to it after.
   */
  public void join(Kernel kernel) {
    List<Joined> later = new ArrayList<>();
    Joined user = null;
    for (Joined one : joined) {
      if (one.flag == Flags.CLONE_NEWUSER) {
        user = one;
      } else if (!tryJoin(kernel, one)) {
        later.add(one);
      }
    }
    if (user != null) {
      joinOne(kernel, user);
    }
    for (Joined one : later) {
      joinOne(kernel, one);
    }
  }

  private static boolean tryJoin(Kernel kernel, Joined one) {
    try {
      kernel.setns(one.fd, one.flag);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EPERM) {
        return false;
      }
      throw failed(one, e);
    }
  }

  private static void joinOne(Kernel kernel, Joined one) {
    try {
      kernel.setns(one.fd, one.flag);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINVAL || !isOwnUserNamespace(kernel, one)) {
        throw failed(one, e);
      }
    }
  }

  /** The kernel refuses that of this process as it refuses what is no user namespace. */
  private static boolean isOwnUserNamespace(Kernel kernel, Joined one) {
    if (one.flag != Flags.CLONE_NEWUSER) {
      return false;
    }
    FileStatus given = kernel.statx(one.fd, "", Flags.AT_EMPTY_PATH);
    FileStatus own = kernel.statx(Flags.AT_FDCWD, "/proc/self/ns/user", 0);
    return given.device() == own.device() && given.inode() == own.inode();
  }

  private static RefusedException failed(Joined one, ErrnoException e) {
    String hint = e.errno() == Errno.EINVAL ? ": it is no namespace of that kind" : "";
    return new RefusedException(
        "join the namespace " + one.path + ": " + Errno.name(e.errno()) + hint);
  }

  /** Lets go of their descriptors. */
  public void close(Kernel kernel) {
    for (Joined one : joined) {
      kernel.close(one.fd);
    }
  }
}
