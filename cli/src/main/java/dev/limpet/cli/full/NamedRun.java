package dev.limpet.cli.full;

import dev.limpet.linux.Environment;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.Launch;
import dev.limpet.sandbox.Outcome;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.boxes.BoxHome;
import dev.limpet.sandbox.boxes.BoxLog;
import dev.limpet.sandbox.boxes.Detachment;
import dev.limpet.sandbox.boxes.Holding;
import dev.limpet.sandbox.boxes.NamedBox;

/** Runs a box that has a name, here or in a process of its own. */
final class NamedRun {
  private final Kernel kernel;
  private final FullOptions options;
  private final Plan plan;
  private final Launch launch;

  NamedRun(Kernel kernel, FullOptions options, Plan plan, Launch launch) {
    this.kernel = kernel;
    this.options = options;
    this.plan = plan;
    this.launch = launch;
  }

  /**
   * Returns the exit code.
   *
   * @param attendant who attends to a box in the foreground
   */
  int run(Attendant attendant) {
    fillStandardDescriptors();
    BoxHome home = BoxHome.make(kernel, Environment.ofProcess());
    String name = options.name();
    NamedBox box = name == null ? home.claimAny() : home.claim(name);
    FullOptions.Detached detached = options.detached();
    return detached.wanted() ? background(box, detached) : foreground(box, attendant);
  }

  /** What is opened from here on must not be taken for one of them. */
  private void fillStandardDescriptors() {
    int fd = 0;
    while (fd <= 2) {
      fd = kernel.openat(Flags.AT_FDCWD, "/dev/null", Flags.O_RDWR | Flags.O_CLOEXEC, 0);
    }
    kernel.close(fd);
  }

  private int background(NamedBox box, FullOptions.Detached detached) {
    Long logSize = detached.logSize();
    Detachment.Terms terms =
        new Detachment.Terms(
            options.timeoutNanos(),
            logSize == null ? BoxLog.DEFAULT_SIZE : logSize,
            detached.remove(),
            outcome -> StatsText.epilogue(options, outcome));
    int code = new Detachment(kernel, box, plan, launch, terms).start();
    if (code == 0 && !new Stdio(kernel).out(box.name() + "\n")) {
      return ExitCode.FAILURE;
    }
    return code;
  }

  private int foreground(NamedBox box, Attendant attendant) {
    Outcome outcome = new Holding(kernel, box, plan).run(launch, options.timeoutNanos(), attendant);
    new Stdio(kernel).err(StatsText.epilogue(options, outcome));
    return outcome.exitCode();
  }
}
