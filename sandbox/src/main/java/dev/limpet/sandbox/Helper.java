package dev.limpet.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A program of the host's that does something to a box from outside, as the user.
 *
 * @param path the program
 * @param args its arguments, its own name first; {@link #PID} stands for the process id of the
 *     guest's process
 * @param stays whether it serves the box to its end: it is then ready once it writes something to
 *     its standard output. Else it is done where it ends with 0
 */
public record Helper(String path, List<String> args, boolean stays) {
  /** No word of a command line has a NUL. */
  public static final String PID = "\0";

  public Helper {
    args = List.copyOf(args);
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
