package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/** How mounts spread between namespaces. */
final class Propagation {
  private Propagation() {}

  /**
   * Sets it.
   *
   * @param mount a descriptor of a mount's root
   * @param kind MS_SHARED and the others, perhaps with MS_REC
   */
  static void set(Kernel kernel, int mount, long kind) {
    int deep = (kind & Flags.MS_REC) != 0 ? Flags.AT_RECURSIVE : 0;
    kernel.mount_setattr(mount, "", Flags.AT_EMPTY_PATH | deep, 0, 0, kind & ~Flags.MS_REC);
  }
}
