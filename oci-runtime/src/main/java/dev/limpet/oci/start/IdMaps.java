package dev.limpet.oci.start;

import dev.limpet.formats.oci.IdMapping;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.WaitStatus;
import dev.limpet.sandbox.HostPrograms;
import dev.limpet.sandbox.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** The maps of ids of a user namespace, written from outside of it. */
public final class IdMaps {
  private final Kernel kernel;
  private final List<IdMapping> uids;
  private final List<IdMapping> gids;

  public IdMaps(Kernel kernel, List<IdMapping> uids, List<IdMapping> gids) {
    this.kernel = kernel;
    this.uids = uids;
    this.gids = gids;
  }

  /** Writes them for the process {@code pid}. */
  public void write(int pid) {
    String directory = "/proc/" + pid;
    try {
      put(directory + "/uid_map", lines(uids));
      put(directory + "/gid_map", lines(gids));
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM || kernel.geteuid() == 0) {
        throw refused(e);
      }
      writeAsUser(pid, directory);
    }
  }

  /** Who has no privilege may map itself, or ask those programs that know whom it may. */
  private void writeAsUser(int pid, String directory) {
    if (isOwn(uids, kernel.geteuid()) && isOwn(gids, kernel.getegid())) {
      try {
        put(directory + "/setgroups", "deny");
        putIfEmpty(directory + "/uid_map", uids);
        put(directory + "/gid_map", lines(gids));
      } catch (ErrnoException e) {
        throw refused(e);
      }
    } else {
      help("newuidmap", pid, directory + "/uid_map", uids);
      help("newgidmap", pid, directory + "/gid_map", gids);
    }
  }

  private static boolean isOwn(List<IdMapping> map, int id) {
    return map.size() == 1 && map.get(0).size() == 1 && map.get(0).hostID() == id;
  }

  private static RefusedException refused(ErrnoException e) {
    return new RefusedException("map the ids of the user namespace: " + e.getMessage());
  }

  private void putIfEmpty(String path, List<IdMapping> map) {
    try (Fd file = Fd.open(kernel, path, Flags.O_RDONLY)) {
      if (file.readAll(1 << 16).length > 0) {
        return;
      }
    }
    put(path, lines(map));
  }

  private void put(String path, String text) {
    try (Fd file = Fd.open(kernel, path, Flags.O_WRONLY)) {
      file.write(OsString.encode(text));
    }
  }

  private void help(String program, int pid, String file, List<IdMapping> map) {
    try (Fd written = Fd.open(kernel, file, Flags.O_RDONLY)) {
      if (written.readAll(1 << 16).length > 0) {
        return;
      }
    }
    Environment environment = Environment.ofProcess();
    String path = HostPrograms.find(kernel, environment.get("PATH"), program);
    if (path == null) {
      throw new RefusedException(
          program + " is needed to map several ids: install the package uidmap (or shadow-utils)");
    }
    List<String> words = new ArrayList<>(List.of(program, String.valueOf(pid)));
    for (IdMapping mapping : map) {
      words.add(Integer.toUnsignedString(mapping.containerID()));
      words.add(Integer.toUnsignedString(mapping.hostID()));
      words.add(Integer.toUnsignedString(mapping.size()));
    }
    int child = kernel.clone(Flags.SIGCHLD);
    if (child == 0) {
      int errno = kernel.execve(path, words.toArray(new String[0]), environment.toArray());
      kernel.exit_group(errno == 0 ? 1 : errno);
    }
    int[] status = new int[1];
    kernel.wait4(child, status, 0);
    int code = new WaitStatus(status[0]).exitCode();
    if (code != 0) {
      throw new RefusedException(
          program
              + " failed with "
              + code
              + ": /etc/subuid and /etc/subgid say what may be mapped");
    }
  }

  static String lines(List<IdMapping> map) {
    StringBuilder out = new StringBuilder();
    for (IdMapping mapping : map) {
      out.append(Integer.toUnsignedString(mapping.containerID())).append(' ');
      out.append(Integer.toUnsignedString(mapping.hostID())).append(' ');
      out.append(Integer.toUnsignedString(mapping.size())).append('\n');
    }
    return out.toString();
  }
}
