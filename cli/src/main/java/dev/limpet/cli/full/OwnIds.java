package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.HostPrograms;
import java.util.ArrayList;
import java.util.List;

/** The subordinate ids of a caller that is not root, for what makes files of several owners. */
final class OwnIds {
  private OwnIds() {}

  /** Who maps them, behind the caller as 0; nobody where the caller has none, or needs none. */
  static List<Helper> helpers(Kernel kernel, Environment environment) {
    int uid = kernel.geteuid();
    String path = environment.get("PATH");
    // A process that cannot gain rights cannot use newuidmap.
    boolean closed = kernel.prctl(Flags.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
    if (uid == 0
        || closed
        || HostPrograms.find(kernel, path, "newuidmap") == null
        || HostPrograms.find(kernel, path, "newgidmap") == null) {
      return List.of();
    }
    SubordinateMaps maps = new SubordinateMaps(kernel);
    List<IdMapping> uids;
    List<IdMapping> gids;
    try {
      uids = maps.read("/etc/subuid", "--add-subuids", uid, 0, uid);
      gids = maps.read("/etc/subgid", "--add-subgids", uid, 0, kernel.getegid());
    } catch (UsageException e) {
      return List.of(); // the caller has none
    }
    List<Helper> helpers = new ArrayList<>();
    new SubordinateIdsOption(kernel).addHelpers(uids, gids, helpers);
    return helpers;
  }
}
