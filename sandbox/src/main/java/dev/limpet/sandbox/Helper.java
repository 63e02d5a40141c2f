package dev.limpet.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A program of the host's that does something to a box from outside, as the user.
 *
 * @param path the program
 * @param args its arguments, its own name first; {@link #PID} stands for the process id of the
 *     guest's process
 * @param ready the descriptor, 1 or 3, to which it writes something once it serves the box, which
 *     it then does to the end; or {@link #ENDS}
 */
public record Helper(String path, List<String> args, int ready) {
  /** It does not stay: it is done where it ends with 0. */
  public static final int ENDS = -1;

  /** No word of a command line has a NUL. */
  public static final String PID = "\0";

  public Helper {
    args = List.copyOf(args);
  }

  /** Whether it serves the box to its end. */
  boolean stays() {
    return ready != ENDS;
  }

  /** The arguments for the process {@code pid}. */
  String[] argsFor(String pid) {
    List<String> words = new ArrayList<>();
    for (String arg : args) {
      words.add(arg.equals(PID) ? pid : arg);
    }
    return words.toArray(new String[0]);
  }

  /** The program's name without directories. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
