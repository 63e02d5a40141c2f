package dev.limpet.oci;

import dev.limpet.formats.oci.Hook;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.start.Hooks;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a container: its processes, its cgroups, and what is kept of it. */
final class Destruction {
  private static final long LONGEST = 10_000_000_000L;

  private final Kernel kernel;
  private final Global global;
  private final Report report;

  Destruction(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  /** Of one that could not be made: what went wrong is told already, and is what counts. */
  void afterFailure(Container container, ContainerState state) {
    try {
      destroy(container, state);
    } catch (FailedException | RefusedException | StepFailedException | ErrnoException e) {
      report.warning("what is left of the container " + container.id() + ": " + e.getMessage());
    }
    container.close();
  }

  /** Of one that nobody needs any more. */
  void destroy(Container container, @Nullable ContainerState state) {
    if (state != null) {
      ProcessId init = state.init();
      if (init != null) {
        kill(init, state);
      }
      Journal journal = new Journal(report, container.id());
      journal.tell("ends all of its processes, and removes its cgroups");
      journal.cgroups(state.cgroups());
      stopUnit(state);
      new Cgroups(kernel).remove(state.cgroups());
      if (init != null) {
        poststop(container, state);
      }
    }
    container.remove();
  }

  /** Whatever systemd says: nobody is left in the unit, and its cgroups are removed after that. */
  private void stopUnit(ContainerState state) {
    try {
      new ContainerUnit(kernel, global.sockets()).stop(state);
    } catch (RefusedException e) {
      report.warning(String.valueOf(e.getMessage()));
    }
  }

  /** Ends who makes the container, if somebody does; its first process goes with them. */
  void endCreator(ContainerState state) {
    if (state.creator().pid() != kernel.getpid()) {
      kill(state.creator(), state);
    }
  }

  /** Ends all processes of one that shall not run any more. */
  void stop(Container container, ContainerState state) {
    ProcessId init = state.init();
    if (init != null && container.isAlive(init)) {
      kill(init, state);
    }
    new Cgroups(kernel).signal(state.cgroups(), Flags.SIGKILL);
  }

  /** Ends a process for sure, and waits until it has. */
  private void kill(ProcessId process, ContainerState state) {
    Fd pidfd = process.open(kernel);
    if (pidfd == null) {
      return;
    }
    try {
      kernel.pidfd_send_signal(pidfd.number(), Flags.SIGKILL, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
    new Cgroups(kernel).letDie(state.cgroups());
    int[] fds = {pidfd.number()};
    int ready = kernel.ppoll(fds, new int[] {Flags.POLLIN}, new int[1], LONGEST);
    pidfd.close();
    if (ready == 0) {
      throw new RefusedException(
          "process " + process.pid() + " does not end: a file system or a device holds it");
    }
  }

  private void poststop(Container container, ContainerState state) {
    if (!state.hooks()) {
      return;
    }
    String told = container.report(state, Status.STOPPED);
    Hooks hooks = new Hooks(kernel, "poststop", state.bundle(), List.of());
    List<Hook> all = container.config().hooks().poststop();
    new Journal(report, container.id()).hooks("poststop", all);
    for (String failure : hooks.runAll(all, told)) {
      report.warning(failure);
    }
  }
}
