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

  /** A copy to change. */
  public Editor edit() {
    return new Editor(entries);
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

  /** An environment that is being changed. */
  public static final class Editor {
    /** Null where a variable was taken away. */
    private final List<@Nullable String> entries;

    private Editor(List<String> entries) {
      this.entries = new ArrayList<>(entries);
    }

    /** Sets a variable: in its old place, or at the end. */
    public void set(String name, String value) {
      int place = unset(name);
      if (place < 0) {
        entries.add(name + "=" + value);
      } else {
        entries.set(place, name + "=" + value);
      }
    }

    /** Takes a variable away, each time it is there; returns where it was first, or -1. */
    public int unset(String name) {
      int first = -1;
      for (int i = 0; i < entries.size(); i++) {
        String entry = entries.get(i);
        if (entry != null && isNamed(entry, name)) {
          entries.set(i, null);
          first = first < 0 ? i : first;
        }
      }
      return first;
    }

    /** What it has become. */
    public Environment done() {
      List<String> kept = new ArrayList<>(entries.size());
      for (int i = 0; i < entries.size(); i++) {
        String entry = entries.get(i);
        if (entry != null) {
          kept.add(entry);
        }
      }
      return new Environment(kept);
    }
  }
}
