package dev.limpet.oci;

import dev.limpet.formats.oci.Process;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.process.TerminalReceiver;
import dev.limpet.sandbox.TerminalRelay;
import org.jspecify.annotations.Nullable;

/** Who gets the terminal of a process. */
final class Console {
  private Console() {}

  /**
   * The one that the command line names, or {@code relay}; null where no terminal is wanted.
   *
   * @param relay this program itself, where it stays with the process
   */
  static @Nullable TerminalReceiver of(
      Kernel kernel, CommandLine line, Process process, @Nullable TerminalRelay relay) {
    String path = line.value("console-socket");
    if (!process.terminal()) {
      if (path != null && !path.isEmpty()) {
        throw new FailedException("--console-socket is given, and no terminal is wanted");
      }
      return null;
    }
    if (path != null && !path.isEmpty()) {
      return new TerminalReceiver(
          UnixSocket.connect(kernel, path, "--console-socket").release(), false);
    }
    if (relay == null) {
      throw new FailedException("a terminal is wanted: --console-socket has to say for whom");
    }
    return new TerminalReceiver(relay.receiver(), true);
  }
}
