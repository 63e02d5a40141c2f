package dev.limpet.formats.oci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A config.json.
 *
 * @param ociVersion the version of the specification, for example {@code 1.2.0}
 * @param process what runs in the box
 * @param root its root file system
 * @param hostname the name in the new UTS namespace; null keeps the host's
 * @param mounts what is mounted into the root, in this order
 * @param linux the rest
 * @param annotations free for the user
 */
public record Spec(
    String ociVersion,
    Process process,
    Root root,
    @Nullable String hostname,
    List<Mount> mounts,
    Linux linux,
    Map<String, String> annotations) {
  /** The version of the specification that these records follow. */
  public static final String VERSION = "1.2.0";

  /** The same with other namespaces, maps or filters. */
  public Spec withLinux(Linux other) {
    return new Spec(ociVersion, process, root, hostname, mounts, other, annotations);
  }

  /** The same with another process. */
  public Spec withProcess(Process other) {
    return new Spec(ociVersion, other, root, hostname, mounts, linux, annotations);
  }

  /** The same with other filters of system calls. */
  public Spec withSeccomp(List<Seccomp> filters) {
    return withLinux(linux.withSeccomp(filters));
  }
}
