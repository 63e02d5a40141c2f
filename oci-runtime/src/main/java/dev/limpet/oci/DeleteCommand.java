package dev.limpet.oci;

import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code delete}: removes what is left of a container. */
final class DeleteCommand {
  private final Kernel kernel;
  private final Global global;
  private final Report report;

  DeleteCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line =
        CommandLine.parse(
            "delete",
            words,
            new CommandLine.Schema(List.of("force"), List.of(), List.of("f", "force"), true));
    boolean force = line.flag("force");
    String id = line.id("delete");
    Containers containers = new Containers(kernel, global.root());
    try (Container container = containers.find(id)) {
      delete(container, force);
    } catch (FailedException e) {
      if (!force || !e.isAbsence()) {
        throw e;
      }
    }
    return 0;
  }

  void delete(Container container, boolean force) {
    ContainerState state = state(container, force);
    if (force && state != null && !state.created()) {
      // Whoever is in the middle of making it would go on with what is removed.
      new Destruction(kernel, global, report).endCreator(state);
      state = state(container, true);
    }
    Status status = container.status(state);
    boolean ends = status == Status.STOPPED || status == Status.CREATED || state == null;
    if (!ends && !force) {
      throw new FailedException(
          "cannot delete container "
              + container.id()
              + " that is not stopped: "
              + status.word()
              + ": kill it first, or use --force");
    }
    new Destruction(kernel, global, report).destroy(container, state);
  }

  private @Nullable ContainerState state(Container container, boolean force) {
    try {
      ContainerState state = container.stateIfThere();
      if (state == null) {
        container.awaitClaims();
        state = container.stateIfThere();
      }
      return state;
    } catch (FailedException | ErrnoException e) {
      if (!force) {
        throw e;
      }
      report.warning(
          e.getMessage() + ": its processes and cgroups are not known, and stay if there are any");
      return null;
    }
  }
}
