package dev.limpet.sandbox;

import dev.limpet.linux.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A launch for a plan that waits for helpers: with a {@link Companion} that runs them. */
public final class AccompaniedLaunch implements Launch {
  private final Kernel kernel;
  private final List<Helper> helpers;
  private final @Nullable IdMaps maps;

  /**
   * @param maps of ids, to be made before helpers do their part; null for none
   */
  public AccompaniedLaunch(Kernel kernel, List<Helper> helpers, @Nullable IdMaps maps) {
    this.kernel = kernel;
    this.maps = maps;
    this.helpers = List.copyOf(helpers);
  }

  @Override
  public Outcome launch(Plan plan, long timeoutNanos, Attendant attendant) {
    Companion companion = Companion.start(kernel, helpers, maps);
    try {
      return new Launcher(kernel, companion).launch(plan, timeoutNanos, attendant);
    } finally {
      companion.end();
    }
  }
}
