package dev.limpet.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processes of the host. */
final class Processes {
  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 20;

  private Processes() {}

  /** Whether any of them has {@code mark} in its command line. */
  static boolean any(String mark) {
    return matches(commandLine -> commandLine.contains(mark));
  }

  private static boolean matches(Predicate<String> wanted) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .anyMatch(path -> wanted.test(commandLine(path)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether any of them has exactly this command line, each word with a NUL at its end. */
  static boolean exactly(String commandLine) {
    return matches(commandLine::equals);
  }

  /** Whether none has it any more within two seconds. */
  static boolean awaitGone(String mark) throws InterruptedException {
    for (int i = 0; i < TRIES && any(mark); i++) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return !any(mark);
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return ""; // it ended between the listing and the reading
    }
  }
}
