package dev.limpet.oci;

import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.cgroup.ContainerCgroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory that has a directory for each container: what {@code --root} names. */
final class Containers {
  private static final int MAX_ID = 255;
  private static final int OTHERS_WRITE = 022;
  private static final int DIRECTORY =
      Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW | Flags.O_CLOEXEC;

  private final Kernel kernel;
  private final String root;

  Containers(Kernel kernel, String root) {
    this.kernel = kernel;
    this.root = root;
  }

  /** The names of all containers, sorted. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    try (Fd home = home()) {
      for (String name : DirectoryEntries.names(kernel, home.number())) {
        if (isName(name)) {
          names.add(name);
        }
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
    return names;
  }

  /** The container of that name. */
  Container find(String id) {
    Container container = findIfThere(checked(id));
    if (container == null) {
      throw FailedException.noContainer(id);
    }
    return container;
  }

  /** The same; null where there is none. */
  @Nullable Container findIfThere(String id) {
    Fd home;
    try {
      home = home();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
    try {
      return open(home, id);
    } catch (ErrnoException e) {
      home.close();
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  /**
   * The name of another container that has one of the cgroups that are planned, or one above or
   * below; null for none. No other is looked at where none of them is there, nor anybody above.
   */
  @Nullable String sharing(ContainerCgroup planned, String id) {
    Cgroups cgroups = new Cgroups(kernel);
    if (!cgroups.isAnyThere(planned) && !cgroups.isBelowOthers(planned)) {
      return null;
    }
    for (String name : names()) {
      Container other = name.equals(id) ? null : findIfThere(name);
      if (other != null) {
        try (other) {
          ContainerState state = other.stateIfThere();
          if (state != null && state.cgroups().overlaps(planned)) {
            return name;
          }
        } catch (FailedException e) {
          // Of one whose state is damaged nothing is known, and nothing but its name is deleted.
        }
      }
    }
    return null;
  }

  /**
   * The directory. What it says is done with this process's rights, down to the hooks of a
   * config.json in it: so nobody else may write there.
   */
  private Fd home() {
    Fd home = new Fd(kernel, kernel.openat(Flags.AT_FDCWD, root, DIRECTORY, 0));
    FileStatus status = kernel.statx(home.number(), "", Flags.AT_EMPTY_PATH);
    int uid = status.uid();
    if ((uid != kernel.geteuid() && uid != 0) || (status.mode() & OTHERS_WRITE) != 0) {
      home.close();
      throw new FailedException(
          "the directory "
              + root
              + " is one that others may write to (uid "
              + Integer.toUnsignedString(uid)
              + ", mode "
              + Integer.toOctalString(status.mode() & 07777)
              + "): chmod go-w it, or name another with --root");
    }
    return home;
  }

  private Container open(Fd home, String id) {
    int directory = kernel.openat(home.number(), id, DIRECTORY, 0);
    return new Container(kernel, home, id, new Fd(kernel, directory));
  }

  /**
   * Takes the name for a new container. Nobody else makes one until its creator {@link
   * Container#release}s it, or ends.
   */
  Container claim(String id) {
    checked(id);
    makeRoot();
    Fd home = home();
    kernel.flock(home.number(), Flags.LOCK_EX);
    try {
      kernel.mkdirat(home.number(), id, 0700);
    } catch (ErrnoException e) {
      home.close();
      if (e.errno() == Errno.EEXIST) {
        throw new FailedException("container with id exists already: " + id + ": delete it first");
      }
      throw e;
    }
    return open(home, id);
  }

  private void makeRoot() {
    int slash = 0;
    do {
      slash = root.indexOf('/', slash + 1);
      String part = slash < 0 ? root : root.substring(0, slash);
      try {
        kernel.mkdirat(Flags.AT_FDCWD, part, slash < 0 ? 0700 : 0755);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EEXIST && (slash < 0 || e.errno() != Errno.EACCES)) {
          throw e;
        }
      }
    } while (slash >= 0);
  }

  /** The name, where it can be one. */
  static String checked(String id) {
    if (!isName(id)) {
      throw new FailedException(
          "container id "
              + id
              + " is invalid: letters, digits and _ + - . are wanted, at most "
              + MAX_ID);
    }
    return id;
  }

  private static boolean isName(String id) {
    boolean plain = !id.isEmpty() && id.length() <= MAX_ID && !id.equals(".") && !id.equals("..");
    for (int i = 0; i < id.length() && plain; i++) {
      char c = id.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "_+-.".indexOf(c) >= 0;
    }
    return plain;
  }
}
