package dev.limpet.oci;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;

/** {@code kill}: sends a signal to a container's first process, or to all of its processes. */
final class KillCommand {
  private final Kernel kernel;
  private final Global global;
  private final Report report;

  KillCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line =
        CommandLine.parse(
            "kill",
            words,
            new CommandLine.Schema(List.of("all"), List.of("regex"), List.of("a", "all"), true));
    List<String> operands = line.operands();
    if (operands.isEmpty() || operands.size() > 2) {
      throw new FailedException("kill: a container's name and perhaps a signal are wanted");
    }
    int signal = operands.size() == 1 ? Flags.SIGTERM : signal(operands.get(1));
    try (Container container = new Containers(kernel, global.root()).find(operands.get(0))) {
      kill(container, signal, line.flag("all"));
    }
    return 0;
  }

  private static int signal(String word) {
    int signal = Signals.number(word.toUpperCase(java.util.Locale.ROOT));
    if (signal < 0) {
      throw new FailedException(
          "kill: " + word + " is no signal: a name such as TERM or a number up to 64 is wanted");
    }
    return signal;
  }

  private void kill(Container container, int signal, boolean all) {
    ContainerState state = container.state();
    Status status = container.status(state);
    ProcessId init = state.init();
    new Journal(report, container.id())
        .tell("signal " + Signals.name(signal) + " to " + (all ? "all" : "its first process"));
    if (all && !new Cgroups(kernel).pids(state.cgroups()).isEmpty()) {
      new Cgroups(kernel).signal(state.cgroups(), signal);
      return;
    }
    Fd pidfd =
        init == null || status == Status.CREATING || status == Status.STOPPED
            ? null
            : init.open(kernel);
    if (pidfd == null) {
      throw new FailedException(
          "container not running: " + container.id() + " is " + status.word());
    }
    try (pidfd) {
      kernel.pidfd_send_signal(pidfd.number(), signal, 0);
      if (signal == Flags.SIGKILL) {
        new Cgroups(kernel).letDie(state.cgroups());
      }
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ESRCH) {
        throw new FailedException("container not running: " + container.id() + " has ended");
      }
      throw e;
    }
  }
}
