package dev.limpet.cli;

import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.StepText;

/** What {@code --dry-run} prints: the plan, a line for each step, and what the options open. */
final class DryRun {
  private DryRun() {}

  static String of(RunOptions options, Plan plan) {
    StringBuilder out = new StringBuilder();
    out.append("make the namespaces user mount pid network ipc uts cgroup\n");
    out.append("end with the launcher\n");
    for (Step step : plan.steps()) {
      out.append(StepText.of(step)).append('\n');
    }
    out.append("execute");
    for (String word : plan.guest().args()) {
      out.append(' ').append(Quoted.word(word));
    }
    out.append('\n');
    openings(out, options);
    return out.toString();
  }

  private static void openings(StringBuilder out, RunOptions options) {
    for (RunOptions.Bind bind : options.binds()) {
      out.append("opens: ").append(bind.writable() ? "--vol " : "--map ");
      out.append(Quoted.word(bind.source())).append(' ').append(Quoted.word(bind.destination()));
      out.append(bind.writable() ? ": the box may read and change " : ": the box may read ");
      out.append(Quoted.word(bind.source())).append(" of the host and all below it\n");
    }
    if (options.binds().isEmpty()) {
      out.append("opens: nothing beyond reading ")
          .append(Quoted.word(options.rootfs()))
          .append('\n');
    }
  }
}
