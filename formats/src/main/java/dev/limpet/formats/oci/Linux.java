package dev.limpet.formats.oci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code linux}.
 *
 * @param namespaces which namespaces the box has for itself
 * @param uidMappings user ids of the box and whom they are on the host
 * @param gidMappings the same for groups
 * @param maskedPaths paths that show nothing in the box
 * @param readonlyPaths paths that it may only read
 * @param seccomp not in config.json: the filters of system calls, in the order in which they are
 *     installed; of their verdicts on a call the strictest holds
 * @param landlock not in config.json: what Landlock holds the guest to; null for nothing
 * @param cgroupsPath where the box's cgroup is: below the caller's own for {@code limpet run}, as
 *     the specification says in a config.json; null where there is none
 * @param resources what the box may use as a whole; null: what the caller may
 * @param devices files of devices to be made in the box
 * @param sysctl settings of the kernel's for the box's namespaces
 * @param rootfsPropagation {@code private}, {@code shared}, {@code slave} or {@code unbindable};
 *     null: left to the runtime
 * @param mountLabel the SELinux label of the box's mounts; null for none
 * @param timeOffsets of the clocks {@code boottime} and {@code monotonic}
 * @param personality null: the caller's
 * @param seccompConfig {@code seccomp} as a config.json has it, not compiled yet; null for none
 * @param intelRdt whether {@code intelRdt} is there
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
    @Nullable Resources resources,
    List<Device> devices,
    Map<KernelParameter, String> sysctl,
    @Nullable String rootfsPropagation,
    @Nullable String mountLabel,
    Map<String, TimeOffset> timeOffsets,
    @Nullable Personality personality,
    @Nullable SeccompConfig seccompConfig,
    boolean intelRdt) {
  /** What a config.json without {@code linux} has. */
  public static final Linux NONE =
      new Linux(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null);

  /** With what the boxes of {@code limpet run} have. */
  public Linux(
      List<Namespace> namespaces,
      List<IdMapping> uidMappings,
      List<IdMapping> gidMappings,
      List<String> maskedPaths,
      List<String> readonlyPaths,
      List<Seccomp> seccomp,
      @Nullable Landlock landlock,
      @Nullable String cgroupsPath,
      @Nullable Resources resources) {
    this(
        namespaces,
        uidMappings,
        gidMappings,
        maskedPaths,
        readonlyPaths,
        seccomp,
        landlock,
        cgroupsPath,
        resources,
        List.of(),
        Map.of(),
        null,
        null,
        Map.of(),
        null,
        null,
        false);
  }

  /** Whether it has a namespace of that kind that is not the runtime's. */
  public boolean has(NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return true;
      }
    }
    return false;
  }

  /** Whether a namespace of that kind begins with it. */
  public boolean begins(NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type && namespace.path() == null) {
        return true;
      }
    }
    return false;
  }

  /** The same with other namespaces. */
  public Linux withNamespaces(List<Namespace> others) {
    return with(others, uidMappings, gidMappings, seccomp, landlock, cgroupsPath, resources);
  }

  /** The same with other maps of ids. */
  public Linux withMappings(List<IdMapping> uids, List<IdMapping> gids) {
    return with(namespaces, uids, gids, seccomp, landlock, cgroupsPath, resources);
  }

  /** The same with other filters. */
  public Linux withSeccomp(List<Seccomp> filters) {
    List<Seccomp> copy = List.copyOf(filters);
    return with(namespaces, uidMappings, gidMappings, copy, landlock, cgroupsPath, resources);
  }

  /** The same with another hold of Landlock's. */
  public Linux withLandlock(@Nullable Landlock other) {
    return with(namespaces, uidMappings, gidMappings, seccomp, other, cgroupsPath, resources);
  }

  /** The same with these. */
  public Linux withResources(@Nullable String path, @Nullable Resources others) {
    return with(namespaces, uidMappings, gidMappings, seccomp, landlock, path, others);
  }

  private Linux with(
      List<Namespace> itsNamespaces,
      List<IdMapping> uids,
      List<IdMapping> gids,
      List<Seccomp> filters,
      @Nullable Landlock itsLandlock,
      @Nullable String path,
      @Nullable Resources itsResources) {
    return new Linux(
        itsNamespaces,
        uids,
        gids,
        maskedPaths,
        readonlyPaths,
        filters,
        itsLandlock,
        path,
        itsResources,
        devices,
        sysctl,
        rootfsPropagation,
        mountLabel,
        timeOffsets,
        personality,
        seccompConfig,
        intelRdt);
  }
}
