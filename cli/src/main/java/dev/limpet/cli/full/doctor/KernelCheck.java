package dev.limpet.cli.full.doctor;

import dev.limpet.sandbox.KernelRelease;

/** The kernel's version. */
final class KernelCheck implements Check {
  @Override
  public Finding find(Facts facts) {
    String release = facts.text("/proc/sys/kernel/osrelease");
    if (KernelRelease.parse(release).isAtLeast(5, 12)) {
      return Finding.ok("kernel", "Linux " + release);
    }
    return Finding.missing(
        "kernel",
        "Linux " + (release.isEmpty() ? "of an unknown version" : release) + " is too old",
        "5.12 or later is needed");
  }
}
