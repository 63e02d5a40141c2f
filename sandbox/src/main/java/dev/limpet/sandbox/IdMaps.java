package dev.limpet.sandbox;

import dev.limpet.formats.oci.IdMapping;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.List;

/**
 * Maps of ids that the caller has the right to make itself, as root: only from outside of the box.
 */
public record IdMaps(List<IdMapping> uids, List<IdMapping> gids) {
  public IdMaps {
    uids = List.copyOf(uids);
    gids = List.copyOf(gids);
  }

  /** Writes them for the process {@code pid}. */
  void write(Kernel kernel, String pid) {
    write(kernel, "/proc/" + pid + "/uid_map", uids);
    write(kernel, "/proc/" + pid + "/gid_map", gids);
  }

  private static void write(Kernel kernel, String path, List<IdMapping> map) {
    try (Fd file = Fd.open(kernel, path, Flags.O_WRONLY)) {
      file.write(OsString.encode(lines(map)));
    }
  }

  /** As uid_map has them, see user_namespaces(7). */
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
