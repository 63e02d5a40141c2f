package dev.limpet.oci;

import dev.limpet.formats.oci.Resources;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.cgroup.Quota;
import dev.limpet.oci.systemd.Percents;
import dev.limpet.oci.systemd.Sockets;
import dev.limpet.oci.systemd.Systemd;
import dev.limpet.oci.systemd.Unit;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.function.Consumer;

/**
 * The unit of systemd's that a container is in. It makes the cgroups that systemd knows; what it
 * does not know is made beside them, under the same name, as is done with runc.
 */
final class ContainerUnit {
  private final Kernel kernel;
  private final Sockets sockets;
  private final Cgroups cgroups;

  ContainerUnit(Kernel kernel, Sockets sockets) {
    this.kernel = kernel;
    this.sockets = sockets;
    this.cgroups = new Cgroups(kernel);
  }

  /**
   * Puts the container's first process, which waits, into a new unit, where one is asked for.
   *
   * @param tell writes a state down: before there is anything that it names, and after
   */
  void enter(String id, ContainerState begun, Spec spec, Consumer<ContainerState> tell) {
    Unit unit = begun.unit();
    ProcessId first = begun.init();
    if (unit == null || first == null) {
      return;
    }
    try (Systemd systemd = Systemd.open(kernel, sockets, unit.user())) {
      ContainerCgroup planned = cgroups.plan(systemd.cgroup(unit), id);
      tell.accept(begun.in(planned));
      Resources asked = spec.linux().resources();
      Resources resources = asked == null ? Resources.NONE : Percents.rounded(asked, Quota.NONE);
      boolean unified = planned.isVersion2();
      systemd.start(unit, id, first.pid(), resources, unified, spec.annotations());
      ContainerCgroup made = cgroups.make(planned);
      tell.accept(begun.in(made));
      cgroups.configure(made, asked == null ? null : resources);
      cgroups.join(made, first.pid());
    }
  }

  /** Changes what a container may use, with systemd's knowledge where it is in a unit. */
  void update(ContainerState state, Resources asked) {
    Unit unit = state.unit();
    if (unit == null) {
      cgroups.update(state.cgroups(), asked);
      return;
    }
    try (Systemd systemd = Systemd.open(kernel, sockets, unit.user())) {
      Quota now = Quota.of(kernel, state.cgroups());
      Resources resources = Percents.rounded(asked, now);
      // The kernel says first what it does not take: systemd does so in its log, and later.
      cgroups.update(state.cgroups(), resources);
      systemd.update(unit, resources, state.cgroups().isVersion2(), now);
    }
  }

  /** Puts one more process into the unit, to where the first one is. */
  void attach(ContainerState state, ProcessId process) {
    Unit unit = state.unit();
    ProcessId init = state.init();
    if (unit == null || init == null) {
      return;
    }
    try (Systemd systemd = Systemd.open(kernel, sockets, unit.user())) {
      systemd.attach(unit, cgroups.below(state.cgroups(), init.pid()), process.pid());
    }
  }

  /**
   * Ends the unit. One that was only planned may be somebody else's: not where nobody is in it,
   * which is what systemd makes for a process that has died with its runtime.
   */
  void stop(ContainerState state) {
    Unit unit = state.unit();
    ContainerCgroup cgroup = state.cgroups();
    boolean planned = !cgroup.paths().isEmpty();
    if (unit == null || !planned || (!cgroup.isMade() && !cgroups.areFree(cgroup))) {
      return;
    }
    // systemd would ask them first, and wait.
    cgroups.signal(cgroup, Flags.SIGKILL);
    try (Systemd systemd = Systemd.open(kernel, sockets, unit.user())) {
      systemd.stop(unit);
    }
  }
}
