package dev.limpet.sandbox;

import dev.limpet.linux.Kernel;

/** Attends to nothing but signals: one system call for each. */
public final class SignalsOnly implements Attendant {
  private final Kernel kernel;

  public SignalsOnly(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public int await(long signals, long timeoutNanos, int[] code) {
    return kernel.rt_sigtimedwait(signals, timeoutNanos, code);
  }
}
