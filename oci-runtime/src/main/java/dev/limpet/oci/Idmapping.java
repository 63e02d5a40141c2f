package dev.limpet.oci;

import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Linux;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.root.RootPlanner.IdmappedTree;
import dev.limpet.oci.start.IdMaps;
import java.util.List;

/** Mounts that show the owners of files as a map of ids has it. */
final class Idmapping {
  private final Kernel kernel;
  private final Linux linux;

  Idmapping(Kernel kernel, Linux linux) {
    this.kernel = kernel;
    this.linux = linux;
  }

  /** Makes the trees so, before anybody sees them. */
  void apply(List<IdmappedTree> trees) {
    for (IdmappedTree tree : trees) {
      boolean own = !tree.mount().uidMappings().isEmpty();
      List<IdMapping> uids = own ? tree.mount().uidMappings() : linux.uidMappings();
      List<IdMapping> gids = own ? tree.mount().gidMappings() : linux.gidMappings();
      if (uids.isEmpty() || gids.isEmpty()) {
        throw new FailedException(
            "mount " + tree.mount().destination() + ": idmap wants uidMappings and gidMappings");
      }
      try (Fd namespace = namespace(uids, gids)) {
        int flags = Flags.AT_EMPTY_PATH | (tree.deep() ? Flags.AT_RECURSIVE : 0);
        int mounts = tree.tree().take(kernel);
        kernel.mount_setattr_idmap(mounts, "", flags, namespace.number());
      } catch (ErrnoException e) {
        throw new FailedException(
            "mount "
                + tree.mount().destination()
                + ": idmap: "
                + e.getMessage()
                + (e.errno() == Errno.EINVAL
                    ? ": its file system, or this kernel, has no idmapped mounts"
                    : ""));
      }
    }
  }

  /** A user namespace with those maps, of a process that is there for that only. */
  private Fd namespace(List<IdMapping> uids, List<IdMapping> gids) {
    int[] pipe = new int[2];
    kernel.pipe2(pipe, Flags.O_CLOEXEC);
    int pid = kernel.clone(Flags.CLONE_NEWUSER | Flags.SIGCHLD);
    if (pid == 0) {
      kernel.close(pipe[1]);
      new Fd(kernel, pipe[0]).readAll(1);
      kernel.exit_group(0);
    }
    kernel.close(pipe[0]);
    try {
      new IdMaps(kernel, uids, gids).write(pid);
      return Fd.open(kernel, "/proc/" + pid + "/ns/user", Flags.O_RDONLY);
    } finally {
      kernel.close(pipe[1]);
      kernel.wait4(pid, new int[1], 0);
    }
  }
}
