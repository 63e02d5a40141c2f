package dev.limpet.sandbox;

import dev.limpet.linux.Kernel;
import java.util.List;

/** A launch for a plan that waits for helpers: with a {@link Companion} that runs them. */
public final class AccompaniedLaunch implements Launch {
  private final Kernel kernel;
  private final List<Helper> helpers;

  public AccompaniedLaunch(Kernel kernel, List<Helper> helpers) {
    this.kernel = kernel;
    this.helpers = List.copyOf(helpers);
  }

  @Override
  public Outcome launch(Plan plan, long timeoutNanos, Attendant attendant) {
    Companion companion = Companion.start(kernel, helpers);
    try {
      return new Launcher(kernel, companion).launch(plan, timeoutNanos, attendant);
    } finally {
      companion.end();
    }
  }
}
