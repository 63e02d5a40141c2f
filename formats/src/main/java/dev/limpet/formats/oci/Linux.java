package dev.limpet.formats.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code linux}.
 *
 * @param namespaces which namespaces the box has for itself
 * @param uidMappings user ids of the box and whom they are on the host
 * @param gidMappings the same for groups
 * @param maskedPaths paths that show nothing in the box
 * @param readonlyPaths paths that it may only read
 * @param seccomp the filters of system calls, in the order in which they are installed; of their
 *     verdicts on a call the strictest holds
 * @param landlock what Landlock holds the guest to; null for nothing
 * @param cgroupsPath where the box's cgroup is, below the caller's own; null where there is none
 * @param resources what the box may use as a whole; null: what the caller may
 */
public record Linux(
    List<Namespace> namespaces,
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings,
    List<String> maskedPaths,
    List<String> readonlyPaths,
    List<Seccomp> seccomp,
    @Nullable Landlock landlock,
    @Nullable String cgroupsPath,
    @Nullable Resources resources) {
  /** The same with other filters. */
  public Linux withSeccomp(List<Seccomp> filters) {
    return new Linux(
        namespaces,
        uidMappings,
        gidMappings,
        maskedPaths,
        readonlyPaths,
        List.copyOf(filters),
        landlock,
        cgroupsPath,
        resources);
  }

  /** The same with these. */
  public Linux withResources(String cgroupsPath, Resources resources) {
    return new Linux(
        namespaces,
        uidMappings,
        gidMappings,
        maskedPaths,
        readonlyPaths,
        seccomp,
        landlock,
        cgroupsPath,
        resources);
  }
}
