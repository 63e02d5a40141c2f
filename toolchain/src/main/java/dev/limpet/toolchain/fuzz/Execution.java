package dev.limpet.toolchain.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a run of a program printed and how it ended.
 *
 * @param lines of standard output
 * @param ending "exit 0", "exit N", or "timeout"
 */
record Execution(List<String> lines, String ending) {
  /** Long enough for a whole program on a busy machine. */
  static final int MINUTE = 60;

  Execution {
    lines = List.copyOf(lines);
  }

  boolean wentWell() {
    return ending.equals("exit 0") && !lines.isEmpty() && lines.getLast().equals("end");
  }

  /**
   * Runs a command to its end, or as long as it may.
   *
   * @param scratch a directory for its output
   * @param seconds how long
   */
  static Execution of(List<String> command, Path scratch, int seconds) throws IOException {
    Path out = Files.createTempFile(scratch, "run", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(out, StandardCharsets.ISO_8859_1);
      return new Execution(
          text.lines().toList(), ended ? "exit " + process.exitValue() : "timeout");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.getFirst(), e);
    } finally {
      Files.delete(out);
    }
  }
}
