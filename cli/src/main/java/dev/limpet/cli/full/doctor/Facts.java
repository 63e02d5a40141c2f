package dev.limpet.cli.full.doctor;

import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.HostPrograms;
import org.jspecify.annotations.Nullable;

/** What the checks ask the machine by reading. */
final class Facts {
  private static final int LIMIT = 1 << 20;

  private final Kernel kernel;
  private final Environment environment;

  Facts(Kernel kernel, Environment environment) {
    this.kernel = kernel;
    this.environment = environment;
  }

  Kernel kernel() {
    return kernel;
  }

  /** A variable of the caller's; empty where it is not set. */
  String variable(String name) {
    String value = environment.get(name);
    return value == null ? "" : value;
  }

  /** A file's text without the last line's end; empty where there is none to read. */
  String text(String path) {
    try {
      Fd file = Fd.open(kernel, path, Flags.O_RDONLY);
      try {
        return OsString.decode(file.readAll(LIMIT)).strip();
      } finally {
        file.close();
      }
    } catch (ErrnoException e) {
      return "";
    }
  }

  /** What is at a path, links followed; null where nothing is within reach. */
  @Nullable FileStatus status(String path) {
    try {
      return kernel.statx(Flags.AT_FDCWD, path, 0);
    } catch (ErrnoException e) {
      return null;
    }
  }

  /** Where a helper of the host's is that boxes would be started with; null where there is none. */
  @Nullable String program(String name) {
    return HostPrograms.find(kernel, environment.get("PATH"), name);
  }
}
