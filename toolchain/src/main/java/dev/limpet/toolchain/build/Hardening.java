package dev.limpet.toolchain.build;

import java.util.Map;

/** What the driver takes from the hardening passes. */
final class Hardening {
  private Hardening() {}

  /** Class files that replace TeaVM's, by binary class name. */
  static Map<String, byte[]> patches() {
    return Map.of();
  }
}
