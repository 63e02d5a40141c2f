package dev.limpet.oci;

import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import java.util.List;

/** {@code state}: tells what the specification says a runtime has to tell of a container. */
final class StateCommand {
  private final Kernel kernel;
  private final Global global;

  StateCommand(Kernel kernel, Global global) {
    this.kernel = kernel;
    this.global = global;
  }

  int run(List<String> words) {
    CommandLine line =
        CommandLine.parse(
            "state", words, new CommandLine.Schema(List.of(), List.of(), List.of(), true));
    try (Container container = new Containers(kernel, global.root()).find(line.id("state"))) {
      ContainerState state = container.state();
      new Stdio(kernel).out(container.report(state, container.status(state)) + "\n");
    }
    return 0;
  }
}
