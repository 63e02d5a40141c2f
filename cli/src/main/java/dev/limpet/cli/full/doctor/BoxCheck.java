package dev.limpet.cli.full.doctor;

import dev.limpet.cli.RunOptions;
import dev.limpet.cli.RunSettings;
import dev.limpet.cli.RunSpec;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Host;
import dev.limpet.sandbox.HostFacts;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.Planner;
import java.util.List;

/** Whether a box can be started: one is. */
final class BoxCheck implements Check {
  static final String NAME = "box";

  /** This program, which is there whatever the root holds. */
  private static final List<String> COMMAND = List.of("/proc/self/exe", "version");

  @Override
  public Finding find(Facts facts) {
    Kernel kernel = facts.kernel();
    Trial trial = Trial.of(kernel, 0, () -> start(kernel));
    if (trial.code() == 0) {
      return Finding.ok(NAME, "one was started and has ended as it should");
    }
    String said = trial.said().isEmpty() ? "it ended with code " + trial.code() : trial.said();
    return Finding.missing(NAME, "none can be started", said);
  }

  private static int start(Kernel kernel) {
    RunOptions options = new RunSettings(false).with(COMMAND);
    Host host = HostFacts.read(kernel);
    Environment environment = new Environment(List.of());
    return new Launcher(kernel)
        .launch(Planner.plan(RunSpec.of(options, "/", host, environment), host));
  }
}
