package dev.limpet.sandbox;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import java.util.List;

/** A user namespace for this process itself, with more ids than the caller's. */
public final class OwnUserNamespace {
  private OwnUserNamespace() {}

  /**
   * Enters one, for good.
   *
   * @param helpers who map its ids
   * @throws RefusedException saying what went wrong
   */
  public static void enter(Kernel kernel, List<Helper> helpers) {
    Companion companion = Companion.start(kernel, helpers, null);
    try {
      kernel.unshare(Flags.CLONE_NEWUSER);
      companion.ask();
    } finally {
      companion.end();
    }
  }
}
