package dev.limpet.oci;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.boxes.ProcessId;
import org.jspecify.annotations.Nullable;

/** The file that {@code --pid-file} names. */
final class PidFile {
  private final Kernel kernel;
  private final @Nullable String path;

  /** To be made while the working directory is the caller's. */
  PidFile(Kernel kernel, CommandLine line) {
    this.kernel = kernel;
    String given = line.value("pid-file");
    this.path = given == null ? null : Files.absolute(kernel, given);
  }

  void write(ProcessId process) {
    String file = path;
    if (file != null) {
      Files.replace(kernel, Flags.AT_FDCWD, file, String.valueOf(process.pid()), 0644);
    }
  }
}
