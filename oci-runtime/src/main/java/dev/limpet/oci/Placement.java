package dev.limpet.oci;

import dev.limpet.formats.oci.Spec;
import dev.limpet.formats.proc.MountInfo;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.cgroup.Entrance;
import dev.limpet.oci.systemd.Unit;
import java.util.List;
import java.util.function.Consumer;

/**
 * The making of a new container's cgroups. They are known before they are there: a creator that is
 * killed leaves none that nobody knows of. All but that in which the first process begins are made
 * while that makes its namespaces.
 */
final class Placement {
  private final Kernel kernel;
  private final Global global;
  private final Journal journal;
  private final Spec spec;
  private final Container container;
  private final Consumer<ContainerState> tell;
  private final Cgroups cgroups;

  /**
   * One of a container that its creator has claimed.
   *
   * @param tell keeps what has become of it
   */
  Placement(
      Kernel kernel,
      Global global,
      Journal journal,
      Spec spec,
      Container container,
      Consumer<ContainerState> tell) {
    this.kernel = kernel;
    this.global = global;
    this.journal = journal;
    this.spec = spec;
    this.container = container;
    this.tell = tell;
    this.cgroups = new Cgroups(kernel);
  }

  /** The mounts among which they are. */
  List<MountInfo> mounts() {
    return cgroups.mounts();
  }

  /**
   * Says where they will be, and makes the first, so that others see it: that of version 2, in
   * which a process can begin, where there is one. systemd wants a process first.
   */
  void reserve(ContainerState state) {
    if (state.unit() != null) {
      tell.accept(state);
    } else {
      ContainerCgroup planned = plan();
      tell.accept(state.in(planned));
      tell.accept(state.in(first(planned)));
    }
    container.release();
  }

  /** Nothing is told of cgroups that are another container's: they are the other's to remove. */
  private ContainerCgroup plan() {
    ContainerCgroup planned = cgroups.plan(spec.linux().cgroupsPath(), container.id());
    String other = new Containers(kernel, global.root()).sharing(planned, container.id());
    if (other != null) {
      throw new FailedException(
          "the cgroup of "
              + container.id()
              + " would be that of the container "
              + other
              + ", or one above or below it: who deletes one ends the other: give it another"
              + " linux.cgroupsPath, or delete "
              + other);
    }
    return planned.ofVersion(2).and(planned.ofVersion(1));
  }

  private ContainerCgroup first(ContainerCgroup planned) {
    for (int i = 0; i < planned.paths().size(); i++) {
      ContainerCgroup made = cgroups.make(planned.only(i));
      if (!made.paths().isEmpty()) {
        return made.and(planned.after(i));
      }
    }
    return ContainerCgroup.NONE;
  }

  /** The way into that in which a process begins. */
  Entrance begin(ContainerState state) {
    return cgroups.entrance(state.cgroups().thatAre(true).ofVersion(2), 0);
  }

  /** Makes the rest of them, with what is to be held in all; returns the way there. */
  Entrance complete(ContainerState begun) {
    Unit unit = begun.unit();
    if (unit != null) {
      journal.tell("asks systemd for the unit " + unit.name());
      tell.accept(begun);
      new ContainerUnit(kernel, global.sockets()).enter(container.id(), begun, spec, tell);
      return cgroups.entrance(ContainerCgroup.NONE, 0);
    }
    ContainerCgroup rest = cgroups.make(begun.cgroups().thatAre(false));
    ContainerCgroup all = begun.cgroups().thatAre(true).and(rest);
    tell.accept(begun.in(all));
    cgroups.configure(all, spec.linux().resources());
    journal.cgroups(all);
    return cgroups.entrance(all.ofVersion(1), 0);
  }
}
