package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Releases of kernels as people build them. */
class KernelReleaseTest {
  @Test
  void versionIsReadOutOfTheRelease() {
    assertEquals(new KernelRelease(6, 1), KernelRelease.parse("6.1.0-56-cloud-amd64"));
    assertEquals(new KernelRelease(5, 15), KernelRelease.parse("5.15.0-91-generic"));
    assertEquals(new KernelRelease(6, 3), KernelRelease.parse("6.3-rc1"));
    assertEquals(new KernelRelease(10, 0), KernelRelease.parse("10.0"));
    assertEquals(new KernelRelease(5, -1), KernelRelease.parse("5"));
    assertEquals(new KernelRelease(5, -1), KernelRelease.parse("5.x"));
    assertEquals(new KernelRelease(-1, -1), KernelRelease.parse(""));
  }

  @Test
  void versionsAreComparedAsNumbers() {
    KernelRelease release = new KernelRelease(6, 10);
    assertTrue(release.isAtLeast(6, 3) && release.isAtLeast(6, 10) && release.isAtLeast(5, 12));
    assertFalse(release.isAtLeast(6, 11) || release.isAtLeast(7, 0));
    assertFalse(KernelRelease.parse("unknown").isAtLeast(5, 12));
  }
}
