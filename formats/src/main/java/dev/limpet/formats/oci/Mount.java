package dev.limpet.formats.oci;

import java.util.List;

/**
 * One of {@code mounts}.
 *
 * @param destination where, an absolute path in the box
 * @param type the file system's type, or {@code bind}
 * @param source what: for binds a path on the host
 * @param options as in fstab(5): {@code ro}, {@code nosuid}, {@code size=64m}, {@code rbind} …
 * @param uidMappings how the owners of the files show here; empty: as they are
 * @param gidMappings the same for groups
 */
public record Mount(
    String destination,
    String type,
    String source,
    List<String> options,
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings) {
  /** A mount that shows the owners as they are. */
  public Mount(String destination, String type, String source, List<String> options) {
    this(destination, type, source, options, List.of(), List.of());
  }
}
