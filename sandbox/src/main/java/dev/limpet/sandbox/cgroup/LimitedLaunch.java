package dev.limpet.sandbox.cgroup;

import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.Plan;

/** A launch for a plan that joins cgroups: they are made before and removed after. */
public final class LimitedLaunch implements Launch {
  private final Kernel kernel;
  private final Arrangement arrangement;
  private final Launch inner;

  /**
   * A launch in cgroups.
   *
   * @param arrangement those cgroups, of which there is at least one
   */
  public LimitedLaunch(Kernel kernel, Arrangement arrangement, Launch inner) {
    this.kernel = kernel;
    this.arrangement = arrangement;
    this.inner = inner;
  }

  @Override
  public Outcome launch(Plan plan, long timeoutNanos, Attendant attendant) {
    BoxCgroup cgroup = BoxCgroup.make(kernel, arrangement);
    try {
      Outcome outcome = inner.launch(cgroup.opened(plan), timeoutNanos, attendant);
      return outcome.in(cgroup.usage());
    } finally {
      cgroup.remove();
    }
  }
}
