package dev.limpet.cli.full;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of {@code --env-file}: a line for each variable, as docker reads it. {@code NAME=VALUE}
 * is taken as it stands, without quotes or escapes; a bare {@code NAME} is passed on; lines that
 * are empty or begin with {@code #} say nothing.
 */
final class EnvFile {
  private EnvFile() {}

  /**
   * The changes that the file stands for.
   *
   * @param file its path, for messages
   * @throws UsageException naming the line that has no name or has a NUL
   */
  static List<EnvChange> parse(String file, String text) {
    List<EnvChange> changes = new ArrayList<>();
    int number = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      String line =
          text.substring(at, stop > at && text.charAt(stop - 1) == '\r' ? stop - 1 : stop);
      number++;
      if (line.indexOf('\0') >= 0) {
        throw new UsageException(
            where(file, number) + "has a NUL byte, which no variable can hold");
      }
      String stripped = line.stripLeading();
      if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
        if (stripped.charAt(0) == '=') {
          throw new UsageException(where(file, number) + "has no name before =: NAME=VALUE");
        }
        changes.add(EnvChange.parse(stripped));
      }
      at = stop + 1;
    }
    return changes;
  }

  private static String where(String file, int number) {
    return "--env-file " + file + ", line " + number + " ";
  }
}
