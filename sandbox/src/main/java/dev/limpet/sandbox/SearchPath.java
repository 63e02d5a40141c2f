package dev.limpet.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Where a command may be, as execvp(3) looks for it. */
public final class SearchPath {
  /** Where execvp looks if there is no PATH (confstr _CS_PATH). */
  private static final String DEFAULT = "/bin:/usr/bin";

  private static final String VARIABLE = "PATH=";

  private SearchPath() {}

  /**
   * The paths to try.
   *
   * @param command a name to look for, or a path, which has a slash
   * @param env the guest's environment
   */
  public static List<String> candidates(String command, List<String> env) {
    if (command.isEmpty() || command.indexOf('/') >= 0) {
      return List.of(command);
    }
    String path = path(env);
    List<String> candidates = new ArrayList<>();
    int at = 0;
    while (at <= path.length()) {
      int end = path.indexOf(':', at);
      if (end < 0) {
        end = path.length();
      }
      // An empty part is the current directory.
      candidates.add(end == at ? "./" + command : path.substring(at, end) + "/" + command);
      at = end + 1;
    }
    return candidates;
  }

  private static String path(List<String> env) {
    for (String entry : env) {
      if (entry.startsWith(VARIABLE)) {
        return entry.substring(VARIABLE.length());
      }
    }
    return DEFAULT;
  }
}
