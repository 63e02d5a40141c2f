package dev.limpet.oci;

import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Spec;

/** What of a config.json is refused although the specification has it, and what is not sound. */
final class Supported {
  private Supported() {}

  /**
   * Looks through a config.json.
   *
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
    String hostname = spec.hostname();
    if (hostname != null && !hostname.isEmpty() && !linux.has(NamespaceType.UTS)) {
      throw new FailedException("hostname is set without a uts namespace: it would be the host's");
    }
    String domainname = spec.domainname();
    if (domainname != null && !domainname.isEmpty() && !linux.has(NamespaceType.UTS)) {
      throw new FailedException(
          "domainname is set without a uts namespace: it would be the host's");
    }
    if (!linux.timeOffsets().isEmpty() && !linux.begins(NamespaceType.TIME)) {
      throw new FailedException("linux.timeOffsets is set without a new time namespace");
    }
    for (String parameter : linux.sysctl().keySet()) {
      checkParameter(linux, parameter.replace('/', '.'));
    }
  }

  /** Parameters that are not those of a namespace are the whole machine's. */
  private static void checkParameter(Linux linux, String name) {
    boolean ipc =
        name.startsWith("fs.mqueue.")
            || switch (name) {
              case "kernel.msgmax",
                  "kernel.msgmnb",
                  "kernel.msgmni",
                  "kernel.sem",
                  "kernel.shmall",
                  "kernel.shmmax",
                  "kernel.shmmni",
                  "kernel.shm_rmid_forced" ->
                  true;
              default -> false;
            };
    NamespaceType type =
        ipc
            ? NamespaceType.IPC
            : name.startsWith("net.")
                ? NamespaceType.NETWORK
                : name.equals("kernel.hostname") || name.equals("kernel.domainname")
                    ? NamespaceType.UTS
                    : null;
    if (type == null) {
      throw new FailedException(
          "linux.sysctl "
              + name
              + ": it is not of a namespace, and would change the whole machine");
    }
    if (!linux.has(type)) {
      throw new FailedException(
          "linux.sysctl " + name + ": the container needs a " + type.word() + " namespace for it");
    }
  }
}
