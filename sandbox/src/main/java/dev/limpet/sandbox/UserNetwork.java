package dev.limpet.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of the box's own that a helper outside connects with what the caller reaches:
 * every packet is answered by a socket of the caller's.
 */
public final class UserNetwork {
  private UserNetwork() {}

  /**
   * The same box with such a network.
   *
   * @param resolverFile the content of its resolv.conf(5)
   */
  public static Plan in(Plan plan, String resolverFile) {
    List<Step> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.MapIds map -> {
          steps.add(map);
          steps.add(new Step.AwaitHelpers(List.of(), List.of(), true));
        }
        case Step.AwaitHelpers helpers ->
            steps.add(new Step.AwaitHelpers(helpers.uids(), helpers.gids(), true));
        default -> steps.add(step);
      }
    }
    return ResolverFile.in(plan.withSteps(steps), resolverFile);
  }
}
