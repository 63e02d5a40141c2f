package dev.limpet.cli.full;

import dev.limpet.cli.RunOptions;
import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.Host;
import java.util.List;

/**
 * {@code --subids}: the box has the caller's subordinate ids beside the caller. Where the guest is
 * root of the box it may give files and processes these ids, which is what they are for.
 */
final class SubordinateIdsOption {
  /** All of them are about ids that the box has, and about what belongs to those. */
  static final List<String> OF_ROOT =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID");

  private final Kernel kernel;

  SubordinateIdsOption(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The Spec with these ids; {@code helpers} gets the programs that map them. */
  Spec in(Spec spec, RunOptions options, Host host, List<Helper> helpers) {
    RunOptions.User user = options.user();
    int uid = user == null ? host.uid() : user.uid();
    int gid = user == null ? host.gid() : user.gid();
    SubordinateMaps maps = new SubordinateMaps(kernel);
    List<IdMapping> uids = maps.uids(host, uid);
    List<IdMapping> gids = maps.gids(host, gid);
    addHelpers(uids, gids, helpers);
    return with(spec, uids, gids, uid == 0);
  }

  /** Adds the programs that make these maps. */
  void addHelpers(List<IdMapping> uids, List<IdMapping> gids, List<Helper> helpers) {
    helpers.add(mapper("newuidmap", uids));
    helpers.add(mapper("newgidmap", gids));
  }

  private Helper mapper(String name, List<IdMapping> map) {
    String path = SubordinateMaps.program(kernel, Environment.ofProcess().get("PATH"), name);
    return new Helper(path, SubordinateMaps.words(name, Helper.PID, map), Helper.ENDS);
  }

  private static Spec with(Spec spec, List<IdMapping> uids, List<IdMapping> gids, boolean root) {
    Spec mapped = spec.withLinux(spec.linux().withMappings(uids, gids));
    Capabilities all = new Capabilities(OF_ROOT, OF_ROOT, List.of(), OF_ROOT, List.of());
    return root ? mapped.withProcess(mapped.process().withCapabilities(all)) : mapped;
  }
}
