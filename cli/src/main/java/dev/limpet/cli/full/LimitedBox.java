package dev.limpet.cli.full;

import dev.limpet.formats.oci.IdMapping;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.cgroup.Arrangement;
import dev.limpet.sandbox.cgroup.Arranger;
import dev.limpet.sandbox.cgroup.BoxCgroup;
import dev.limpet.sandbox.cgroup.LimitedLaunch;
import java.util.List;

/** A box that is held to the limits that it was given as a whole, if there are any. */
final class LimitedBox {
  private static final Arrangement NONE =
      new Arrangement(List.of(), null, List.of(), List.of(), Arrangement.Reason.NONE);

  private final Kernel kernel;
  private final BoxLimits limits;
  private final Arrangement arrangement;
  private final Plan plan;

  /** How a Spec becomes a Plan. */
  interface Planning {
    Plan plan(Spec spec);
  }

  /**
   * Finds out how {@code limits} can be held, and plans.
   *
   * @param account whether what is used is to be told in the end
   */
  LimitedBox(Kernel kernel, BoxLimits limits, boolean account, Spec spec, Planning planning) {
    this.kernel = kernel;
    this.limits = limits;
    if (limits.isEmpty()) {
      arrangement = NONE;
      plan = planning.plan(spec);
    } else {
      String name = BoxCgroup.name(kernel);
      List<IdMapping> users = spec.linux().uidMappings();
      boolean oneUser = users.size() == 1 && users.get(0).size() == 1;
      arrangement = new Arranger(kernel).arrange(limits.resources(), name, account, oneUser);
      plan = planning.plan(limits.of(spec, name, arrangement.rlimits()));
    }
  }

  /** The plan; the cgroups that it joins are not there yet. */
  Plan plan() {
    return BoxCgroup.around(plan, arrangement);
  }

  Arrangement arrangement() {
    return arrangement;
  }

  /** What cannot be held, in one line without an end; empty where all can. */
  String shortfalls() {
    return ShortfallText.of(limits, arrangement, kernel.geteuid() == 0);
  }

  /** Says what cannot be held. */
  void warn() {
    String shortfalls = shortfalls();
    if (!shortfalls.isEmpty()) {
      new Stdio(kernel).failure(shortfalls);
    }
  }

  /** A launch for the plan, in the box's cgroups if it has any. */
  Launch launch(Launch inner) {
    return arrangement.groups().isEmpty() ? inner : new LimitedLaunch(kernel, arrangement, inner);
  }
}
