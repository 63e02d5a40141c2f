package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables as execve(2) passes them on: in their order, without loss.
 *
 * @param entries each {@code NAME=value}, an {@link OsString}; entries without {@code =} occur and
 *     are passed on
 */
public record Environment(List<String> entries) {
  public Environment {
    entries = List.copyOf(entries);
  }

  /** The environment that this process was started with. */
  public static Environment ofProcess() {
    return new Environment(List.of(CString.readArray(Raw.environ())));
  }

  /**
   * The value of a variable, or null. Where a name occurs twice the first counts, as in getenv(3).
   */
  public @Nullable String get(String name) {
    for (String entry : entries) {
      if (isNamed(entry, name)) {
        return entry.substring(name.length() + 1);
      }
    }
    return null;
  }

  /** This environment with one variable set: in its old place, or at the end. */
  public Environment with(String name, String value) {
    List<String> changed = new ArrayList<>();
    boolean found = false;
    for (String entry : entries) {
      if (!isNamed(entry, name)) {
        changed.add(entry);
      } else if (!found) {
        changed.add(name + "=" + value);
        found = true;
      }
    }
    if (!found) {
      changed.add(name + "=" + value);
    }
    return new Environment(changed);
  }

  /** This environment without one variable. */
  public Environment without(String name) {
    List<String> changed = new ArrayList<>();
    for (String entry : entries) {
      if (!isNamed(entry, name)) {
        changed.add(entry);
      }
    }
    return new Environment(changed);
  }

  /** The entries as {@link Kernel#execve} takes them. */
  public String[] toArray() {
    return entries.toArray(new String[0]);
  }

  private static boolean isNamed(String entry, String name) {
    return entry.length() > name.length()
        && entry.charAt(name.length()) == '='
        && entry.startsWith(name);
  }
}
