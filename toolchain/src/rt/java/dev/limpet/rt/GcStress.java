package dev.limpet.rt;

import org.teavm.interop.StaticInit;
import org.teavm.interop.Unmanaged;
import org.teavm.runtime.GC;

/** Builds for tests only: collects at every n-th allocation, so that a missing root is found. */
@StaticInit
@Unmanaged
public final class GcStress {
  private static int allocations;

  private GcStress() {}

  public static void allocating(int period) {
    if (++allocations >= period) {
      allocations = 0;
      GC.collectGarbageFull();
    }
  }
}
