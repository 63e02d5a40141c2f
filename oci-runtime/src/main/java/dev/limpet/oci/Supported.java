package dev.limpet.oci;

import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.KernelParameter;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.OsString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a config.json is refused although the specification has it, and what is not sound. */
final class Supported {
  /** __NEW_UTS_LEN */
  private static final int MAX_NAME = 64;

  private Supported() {}

  /**
   * Looks through a config.json.
   *
   * @param spec with no namespaces that are the runtime's own: see {@code Namespaces.others}
   * @param root whether the caller is root
   */
  static void check(Spec spec, boolean root) {
    Linux linux = spec.linux();
    if (linux.intelRdt()) {
      throw new FailedException("linux.intelRdt: Limpet does not divide caches: leave it out");
    }
    if (!linux.has(NamespaceType.MOUNT) && (!root || linux.has(NamespaceType.USER))) {
      throw new FailedException(
          "linux.namespaces has no mount namespace: only root may do without, and without a user"
              + " namespace");
    }
    boolean user = linux.begins(NamespaceType.USER);
    if (user && (linux.uidMappings().isEmpty() || linux.gidMappings().isEmpty())) {
      throw new FailedException(
          "linux.namespaces has a new user namespace: linux.uidMappings and gidMappings have to say"
              + " who is who in it");
    }
    if (user) {
      checkMap("$.linux.uidMappings", linux.uidMappings());
      checkMap("$.linux.gidMappings", linux.gidMappings());
    }
    checkName(linux, "hostname", spec.hostname());
    checkName(linux, "domainname", spec.domainname());
    if (!linux.timeOffsets().isEmpty() && !linux.begins(NamespaceType.TIME)) {
      throw new FailedException("linux.timeOffsets is set without a new time namespace");
    }
    for (KernelParameter parameter : linux.sysctl().keySet()) {
      checkParameter(linux, parameter);
    }
    for (int i = 0; i < spec.mounts().size(); i++) {
      checkMount(spec.mounts().get(i), i);
    }
  }

  /** Tells of capabilities that nobody knows: the process goes without them. */
  static void warn(Process process, Report report) {
    Capabilities sets = process.capabilities();
    Set<String> unknown = new LinkedHashSet<>();
    for (List<String> set :
        List.of(
            sets.bounding(),
            sets.effective(),
            sets.inheritable(),
            sets.permitted(),
            sets.ambient())) {
      for (String name : set) {
        if (dev.limpet.linux.Capabilities.number(name) < 0) {
          unknown.add(OsString.visible(name));
        }
      }
    }
    if (!unknown.isEmpty()) {
      report.warning(
          "process.capabilities: left out, as no such ones are known: "
              + String.join(", ", unknown));
    }
  }

  /** What the kernel would say no more of than EINVAL. */
  private static void checkMap(String key, List<IdMapping> map) {
    boolean root = false;
    for (int i = 0; i < map.size(); i++) {
      IdMapping one = map.get(i);
      root |= one.containerID() == 0;
      for (int j = 0; j < i; j++) {
        IdMapping other = map.get(j);
        if (overlap(one.containerID(), one.size(), other.containerID(), other.size())
            || overlap(one.hostID(), one.size(), other.hostID(), other.size())) {
          throw new FailedException(
              key + "[" + i + "] has ids that " + key + "[" + j + "] has already");
        }
      }
    }
    if (!root) {
      throw new FailedException(
          key + " has nobody who is 0 in the container: its first process begins as root there");
    }
  }

  private static boolean overlap(int start, int size, int otherStart, int otherSize) {
    long from = Integer.toUnsignedLong(start);
    long otherFrom = Integer.toUnsignedLong(otherStart);
    return from < otherFrom + Integer.toUnsignedLong(otherSize)
        && otherFrom < from + Integer.toUnsignedLong(size);
  }

  private static void checkName(Linux linux, String key, @Nullable String name) {
    if (name == null || name.isEmpty()) {
      return;
    }
    if (!linux.has(NamespaceType.UTS)) {
      throw new FailedException(
          key + " is set without a uts namespace of its own: it would be the host's");
    }
    int length = OsString.encode(name).length;
    if (length > MAX_NAME) {
      throw new FailedException(
          "$." + key + " has " + length + " bytes, and the kernel keeps no more than " + MAX_NAME);
    }
  }

  private static void checkMount(Mount mount, int number) {
    // What is there already has its type.
    if (mount.type().isEmpty() && !mount.options().contains("remount")) {
      throw new FailedException(
          "$.mounts["
              + number
              + "].type is missing: what to mount on "
              + mount.destination()
              + "? A bind has the option bind or rbind");
    }
  }

  /** Parameters that are not those of a namespace are the whole machine's. */
  private static void checkParameter(Linux linux, KernelParameter parameter) {
    NamespaceType owner = parameter.owner();
    if (owner == null) {
      throw new FailedException(
          "linux.sysctl "
              + parameter
              + ": it is not of a namespace, and would change the whole machine");
    }
    if (!linux.has(owner)) {
      throw new FailedException(
          "linux.sysctl "
              + parameter
              + " would be the host's: the container needs a "
              + owner.word()
              + " namespace of its own for it");
    }
  }
}
