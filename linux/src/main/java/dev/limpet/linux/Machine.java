package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;

/** The machine that this process runs on. */
public final class Machine {
  private Machine() {}

  /** Whether the processor is an aarch64; it is an x86_64 otherwise. */
  public static boolean isAarch64() {
    return Raw.isGeneric();
  }
}
