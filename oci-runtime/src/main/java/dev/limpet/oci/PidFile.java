package dev.limpet.oci;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
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
    if (path != null) {
      checkDirectory(path);
    }
  }

  /** Whether there is a place for it is known before there is a process. */
  private void checkDirectory(String file) {
    String directory = file.substring(0, file.lastIndexOf('/') + 1);
    try {
      kernel.statx(Flags.AT_FDCWD, directory, 0);
    } catch (ErrnoException e) {
      throw new FailedException("--pid-file " + file + ": " + Errno.name(e.errno()));
    }
  }

  void write(ProcessId process) {
    String file = path;
    if (file != null) {
      Files.replace(kernel, Flags.AT_FDCWD, file, String.valueOf(process.pid()), 0644);
    }
  }
}
