package dev.limpet.formats.oci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A config.json.
 *
 * @param ociVersion the version of the specification, for example {@code 1.2.0}
 * @param process what runs in the box; {@link Process#NONE} where nothing is said of it
 * @param root its root file system
 * @param hostname the name in the new UTS namespace; null keeps the host's
 * @param domainname the NIS domain there; null keeps the host's
 * @param mounts what is mounted into the root, in this order
 * @param hooks programs to be run at points of the box's life
 * @param linux the rest
 * @param annotations free for the user
 */
public record Spec(
    String ociVersion,
    Process process,
    Root root,
    @Nullable String hostname,
    @Nullable String domainname,
    List<Mount> mounts,
    Hooks hooks,
    Linux linux,
    Map<String, String> annotations) {
  /** The version of the specification that these records follow. */
  public static final String VERSION = "1.2.0";

  /** With what the boxes of {@code limpet run} have. */
  public Spec(
      String ociVersion,
      Process process,
      Root root,
      @Nullable String hostname,
      List<Mount> mounts,
      Linux linux,
      Map<String, String> annotations) {
    this(ociVersion, process, root, hostname, null, mounts, Hooks.NONE, linux, annotations);
  }

  /** The same with other namespaces, maps or filters. */
  public Spec withLinux(Linux other) {
    return with(process, other);
  }

  /** The same with another process. */
  public Spec withProcess(Process other) {
    return with(other, linux);
  }

  /** The same with other filters of system calls. */
  public Spec withSeccomp(List<Seccomp> filters) {
    return withLinux(linux.withSeccomp(filters));
  }

  private Spec with(Process its, Linux rest) {
    return new Spec(ociVersion, its, root, hostname, domainname, mounts, hooks, rest, annotations);
  }
}
