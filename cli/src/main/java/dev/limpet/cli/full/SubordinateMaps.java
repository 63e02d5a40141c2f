package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.proc.MalformedLineException;
import dev.limpet.formats.proc.Passwd;
import dev.limpet.formats.proc.SubordinateIds;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Host;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The maps of {@code --subids}: the caller, and around it the ids that it may give away. */
final class SubordinateMaps {
  private static final int FILE_LIMIT = 1 << 24;
  private static final int MAX_LINES = 338;

  private final Kernel kernel;

  SubordinateMaps(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The map of user ids of a box in which the caller is {@code inside}. */
  List<IdMapping> uids(Host host, int inside) {
    return read("/etc/subuid", "--add-subuids", host.uid(), inside, host.uid());
  }

  /** The same for groups. */
  List<IdMapping> gids(Host host, int inside) {
    return read("/etc/subgid", "--add-subgids", host.uid(), inside, host.gid());
  }

  /**
   * A map.
   *
   * @param file {@code /etc/subuid} or {@code /etc/subgid}; both say what users, not groups, may
   * @param option of usermod(8), which gives ids
   * @param caller the caller's user id
   * @param inside the number that the caller has in the box
   * @param outside whom that is on the host: the caller's user or group id
   */
  List<IdMapping> read(String file, String option, int caller, int inside, int outside) {
    long uid = Integer.toUnsignedLong(caller);
    String name = Passwd.name(text("/etc/passwd"), uid);
    try {
      List<SubordinateIds.Range> ranges = SubordinateIds.of(text(file), name, uid);
      if (ranges.isEmpty() || ranges.size() > MAX_LINES) {
        String who = name == null ? String.valueOf(uid) : name;
        throw new UsageException(
            "--subids: "
                + file
                + (ranges.isEmpty() ? " gives no ids to " : " has too many lines for ")
                + who
                + ": as root: usermod "
                + option
                + " 100000-165535 "
                + who);
      }
      return filled(file, ranges, Integer.toUnsignedLong(inside), Integer.toUnsignedLong(outside));
    } catch (MalformedLineException e) {
      throw new UsageException("--subids: " + file + ": " + e.getMessage());
    }
  }

  /** What is missing is empty. */
  private String text(String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      String text = OsString.decode(file.readAll(FILE_LIMIT));
      file.close();
      return text;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return "";
      }
      throw new UsageException("--subids: " + path + " cannot be read: " + Errno.name(e.errno()));
    }
  }

  /** The ranges fill the ids of the box from 0 on, in their order, around that of the caller. */
  static List<IdMapping> filled(
      String file, List<SubordinateIds.Range> ranges, long inside, long outside) {
    List<IdMapping> map = new ArrayList<>();
    map.add(new IdMapping((int) inside, (int) outside, 1));
    long next = 0;
    for (SubordinateIds.Range range : ranges) {
      if (range.overlaps(outside, 1)) {
        throw new UsageException(
            "--subids: " + file + ": line " + range.line() + " gives the caller's own id");
      }
      long from = range.start();
      long left = range.count();
      while (left > 0) {
        next = next == inside ? next + 1 : next;
        long room = (next < inside ? inside : 0xffffffffL) - next;
        long count = Math.min(left, room);
        if (count == 0) {
          return map;
        }
        map.add(new IdMapping((int) next, (int) from, (int) count));
        next += count;
        from += count;
        left -= count;
      }
    }
    return map;
  }

  /** The words of newuidmap(1) and newgidmap(1) for a map. */
  static List<String> words(String program, String pid, List<IdMapping> map) {
    List<String> words = new ArrayList<>(List.of(program, pid));
    for (IdMapping mapping : map) {
      words.add(Integer.toUnsignedString(mapping.containerID()));
      words.add(Integer.toUnsignedString(mapping.hostID()));
      words.add(Integer.toUnsignedString(mapping.size()));
    }
    return words;
  }

  /** The path of a program, or a refusal that says which package has it. */
  static String program(Kernel kernel, @Nullable String path, String name) {
    String found = dev.limpet.sandbox.HostPrograms.find(kernel, path, name);
    if (found == null) {
      throw new UsageException(
          "--subids needs " + name + ": install the package uidmap (or shadow-utils)");
    }
    return found;
  }
}
