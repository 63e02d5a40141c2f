package dev.limpet.cli.full;

import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.WindowSize;
import dev.limpet.sandbox.CallersTerminal;
import org.jspecify.annotations.Nullable;

/** The size that a new terminal gets: that of the caller's. */
final class CallersConsole {
  private CallersConsole() {}

  /** Null where the caller has none. */
  static @Nullable ConsoleSize size(Kernel kernel) {
    WindowSize size = new CallersTerminal(kernel).size();
    return size == null ? null : new ConsoleSize(size.rows(), size.columns());
  }
}
