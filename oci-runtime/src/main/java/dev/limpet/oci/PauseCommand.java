package dev.limpet.oci;

import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import java.util.List;

/** {@code pause} and {@code resume}: stops all processes of a container, and lets them go on. */
final class PauseCommand {
  private final Kernel kernel;
  private final Global global;
  private final boolean pauses;

  /**
   * One of the two.
   *
   * @param pauses which
   */
  PauseCommand(Kernel kernel, Global global, boolean pauses) {
    this.kernel = kernel;
    this.global = global;
    this.pauses = pauses;
  }

  int run(List<String> words) {
    String verb = pauses ? "pause" : "resume";
    CommandLine line =
        CommandLine.parse(
            verb, words, new CommandLine.Schema(List.of(), List.of(), List.of(), true));
    try (Container container = new Containers(kernel, global.root()).find(line.id(verb))) {
      ContainerState state = container.state();
      Status status = container.status(state);
      boolean fits =
          pauses ? status == Status.RUNNING || status == Status.CREATED : status == Status.PAUSED;
      if (!fits) {
        throw new FailedException(
            "cannot " + verb + " a container that is " + status.word() + ": " + container.id());
      }
      if (pauses) {
        new Cgroups(kernel).freeze(state.cgroups());
      } else {
        new Cgroups(kernel).thaw(state.cgroups());
      }
    }
    return 0;
  }
}
