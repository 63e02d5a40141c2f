package dev.limpet.toolchain.nativetest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a native test binary and reads what its {@code TestRunner} prints. When the process dies in
 * a test, that test has failed, and a new process goes on with the next.
 */
public final class NativeTestRun {
  private final List<String> command;
  private final Duration timeout;
  private final List<TestResult> results = new ArrayList<>();
  private int next;
  private @Nullable String running;
  private boolean ended;

  private NativeTestRun(List<String> command, Duration timeout) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
  }

  /**
   * Runs all tests of a binary.
   *
   * @param command the binary, after an emulator where it needs one
   * @param timeout for each process
   */
  public static List<TestResult> of(List<String> command, Duration timeout) {
    var run = new NativeTestRun(command, timeout);
    while (!run.ended) {
      run.process();
    }
    return List.copyOf(run.results);
  }

  private void process() {
    int before = next;
    String death = execute();
    if (ended) {
      return;
    }
    if (running != null) {
      results.add(new TestResult(running, false, death));
      running = null;
    } else if (next == before) {
      results.add(new TestResult(command.getLast(), false, "ran no test: " + death));
      ended = true;
    }
  }

  /** Runs one process from the test {@link #next} on; returns how it ended. */
  private String execute() {
    try {
      var arguments = new ArrayList<>(command);
      arguments.add(String.valueOf(next));
      Path output = Files.createTempFile("native-tests", ".out");
      try {
        var process =
            new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        boolean inTime = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
          process.destroyForcibly().waitFor();
        }
        var said = new StringBuilder();
        for (String line : Files.readString(output, StandardCharsets.ISO_8859_1).split("\n")) {
          if (!read(line)) {
            said.append(' ').append(line);
          }
        }
        String death = inTime ? describe(process.exitValue()) : "was killed after " + timeout;
        return death + (said.isEmpty() ? "" : ", said:" + said);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Takes one line of the runner; returns whether it was one. */
  private boolean read(String line) {
    String[] words = line.split(" ", 3);
    if (line.startsWith("run ") && words.length == 3) {
      next = Integer.parseInt(words[1]) + 1;
      running = words[2];
    } else if (line.startsWith("ok ") && words.length == 3 && words[2].equals(running)) {
      results.add(new TestResult(words[2], true, ""));
      running = null;
    } else if (line.startsWith("not ok ") && running != null) {
      String message = line.substring(line.indexOf(running) + running.length()).strip();
      results.add(new TestResult(running, false, message));
      running = null;
    } else if (line.equals("end " + next)) {
      ended = true;
    } else {
      return false;
    }
    return true;
  }

  /** The JVM reports a signal as a shell does, as 128 and its number. */
  private static String describe(int code) {
    return code > 128
        ? "the process was ended by signal " + (code - 128)
        : "the process ended with " + code;
  }
}
