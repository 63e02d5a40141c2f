package dev.limpet.images.registry;

import dev.limpet.images.oci.Descriptor;
import dev.limpet.linux.SystemKernel;
import java.io.PrintStream;
import java.util.Locale;

/** Tells how far it is: a line that changes on a terminal, else a line for each blob. */
final class Progress {
  private static final int WIDTH = 30;
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private final String verb;
  private final long total;
  private long done;
  private long shown;

  /**
   * @param verb what is done to the bytes, such as {@code pulled}
   */
  Progress(String verb, long total) {
    this.out = System.err;
    this.terminal = new SystemKernel().isatty(2);
    this.verb = verb;
    this.total = total;
    this.shown = System.nanoTime();
  }

  synchronized void add(long bytes) {
    done += bytes;
    if (terminal && System.nanoTime() - shown > PAUSE_NANOS) {
      shown = System.nanoTime();
      int full = total == 0 ? WIDTH : Math.clamp(done * WIDTH / total, 0, WIDTH);
      String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
      out.print("\r[" + bar + "] " + megabytes(done) + " of " + megabytes(total) + " MB\033[K");
    }
  }

  synchronized void finished(Descriptor blob, boolean moved) {
    if (!terminal) {
      String what = moved ? verb : "there already:";
      out.println("limpet: " + what + " " + blob.digest() + " " + megabytes(blob.size()) + " MB");
    }
  }

  synchronized void end() {
    if (terminal) {
      out.print("\r\033[K");
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
