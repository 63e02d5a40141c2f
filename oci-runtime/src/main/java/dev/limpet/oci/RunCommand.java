package dev.limpet.oci;

import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Spec;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Attendant;
import dev.limpet.sandbox.Launcher;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.SignalsOnly;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.TerminalRelay;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.List;

/** {@code run}: creates a container, starts it, and stays with it until it ends. */
final class RunCommand {
  private final Kernel kernel;
  private final Global global;
  private final Report report;

  RunCommand(Kernel kernel, Global global, Report report) {
    this.kernel = kernel;
    this.global = global;
    this.report = report;
  }

  int run(List<String> words) {
    CommandLine line = CommandLine.parse("run", words, CreateCommand.SCHEMA);
    String id = line.id("run");
    Making making = new Making(kernel, global, report, line);
    if (line.flag("detach")) {
      try (making) {
        start(making, id);
        return 0;
      }
    }
    Spec spec = making.spec();
    String socket = line.value("console-socket");
    Attendant attendant = new SignalsOnly(kernel);
    if (spec.process().terminal() && (socket == null || socket.isEmpty())) {
      TerminalRelay relay = new TerminalRelay(kernel);
      making.relayTo(relay);
      attendant = relay;
    }
    // On pid 1 signals have no default action.
    boolean ordinary = !spec.linux().begins(NamespaceType.PID);
    try (making) {
      int code = new Launcher(kernel).accompany(attendant, ordinary, () -> start(making, id));
      if (!line.flag("keep") && making.container().isThere()) {
        remove(making);
      }
      return code;
    }
  }

  /** Returns the number of the first process. */
  private int start(Making making, String id) {
    ProcessId first = making.make(id);
    try {
      new StartCommand(kernel, global, report).begin(making.container(), making.state());
      return first.pid();
    } catch (FailedException | StepFailedException | RefusedException | ErrnoException e) {
      remove(making);
      throw e;
    }
  }

  private void remove(Making making) {
    new Destruction(kernel, global, report).destroy(making.container(), making.state());
  }
}
