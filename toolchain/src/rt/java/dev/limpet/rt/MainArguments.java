package dev.limpet.rt;

import org.jspecify.annotations.Nullable;
import org.teavm.interop.StaticInit;
import org.teavm.interop.Unmanaged;

/** Keeps the arguments of {@code main} alive on their way from C, where no frame roots them. */
@StaticInit
public final class MainArguments {
  @SuppressWarnings("UnusedVariable") // read by the collector, as every static field
  private static @Nullable Object kept;

  private MainArguments() {}

  @Unmanaged
  public static void keep(Object arguments) {
    kept = arguments;
  }
}
