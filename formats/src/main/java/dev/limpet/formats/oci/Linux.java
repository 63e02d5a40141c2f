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
 */
public record Linux(
    List<Namespace> namespaces,
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings,
    List<String> maskedPaths,
    List<String> readonlyPaths,
    List<Seccomp> seccomp,
    @Nullable Landlock landlock) {
  /** The same with other filters. */
  public Linux withSeccomp(List<Seccomp> filters) {
    return new Linux(
        namespaces,
        uidMappings,
        gidMappings,
        maskedPaths,
        readonlyPaths,
        List.copyOf(filters),
        landlock);
  }
}
