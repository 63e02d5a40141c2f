package dev.limpet.toolchain.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the C tools. */
final class Processes {
  private Processes() {}

  /** Looks {@code command} up as a shell does, in the directories of {@code path}. */
  static boolean isOn(String path, String command) {
    for (String directory : path.split(":")) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, command))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs {@code command} in {@code directory} and returns its output, standard error included.
   *
   * @throws BuildException when it does not end with 0: the command's name and its output
   */
  static String run(Path directory, List<String> command) {
    try {
      var builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.redirectErrorStream(true);
      // Messages, and the order in which a tool lists files, do not depend on the user.
      builder.environment().put("LC_ALL", "C");
      // The time of a build is no part of it.
      builder.environment().put("SOURCE_DATE_EPOCH", "0");
      builder.environment().keySet().removeAll(List.of("CPATH", "C_INCLUDE_PATH", "LIBRARY_PATH"));
      var process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new BuildException(
            command.getFirst()
                + " ended with "
                + code
                + " in "
                + directory
                + ":\n"
                + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new BuildException(command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildException(command.getFirst() + " was interrupted", e);
    }
  }
}
