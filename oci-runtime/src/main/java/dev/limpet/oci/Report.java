package dev.limpet.oci;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.linux.Stdio;
import org.jspecify.annotations.Nullable;

/** Tells failures: on standard error, and in the log that the engine reads. */
final class Report {
  private final Kernel kernel;
  private @Nullable String log;
  private boolean json;
  private boolean debug;

  Report(Kernel kernel) {
    this.kernel = kernel;
  }

  /** From here on to the log, too. */
  void begin(Global global) {
    log = global.log();
    json = global.json();
    debug = global.debug();
  }

  void failure(String message) {
    new Stdio(kernel).failure(message);
    write("error", message);
  }

  void warning(String message) {
    new Stdio(kernel).failure("warning: " + message);
    write("warning", message);
  }

  /** Whether {@link #debug} tells anything. */
  boolean debugs() {
    return debug;
  }

  /** What was decided or done, for those who ask for it: in the log, or where failures are told. */
  void debug(String message) {
    if (debug && log == null) {
      new Stdio(kernel).failure("debug: " + message);
    } else if (debug) {
      write("debug", message);
    }
  }

  /** A log that cannot be written to is no reason to fail: the message was told already. */
  private void write(String level, String message) {
    String path = log;
    if (path == null) {
      return;
    }
    String time = Timestamp.of(kernel.clock_gettime(Flags.CLOCK_REALTIME));
    String line =
        json
            ? new JsonWriter()
                .beginObject()
                .member("level", level)
                .member("msg", message)
                .member("time", time)
                .endObject()
                .toString()
            : time + " " + level + " " + OsString.visible(message);
    int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_APPEND | Flags.O_CLOEXEC;
    try (Fd file = new Fd(kernel, kernel.openat(Flags.AT_FDCWD, path, flags, 0644))) {
      file.write(OsString.encode(line.replace("\n", "") + "\n"));
    } catch (ErrnoException e) {
      new Stdio(kernel).failure("the log " + path + ": " + e.getMessage());
      log = null;
    }
  }
}
