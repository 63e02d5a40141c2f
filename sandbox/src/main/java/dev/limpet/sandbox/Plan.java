package dev.limpet.sandbox;

import java.util.List;

/**
 * How a box is started.
 *
 * @param cloneFlags CLONE_NEW*: the namespaces that its first process begins with
 * @param steps what that process then does, in this order
 * @param guest what it turns into
 */
public record Plan(long cloneFlags, List<Step> steps, Guest guest) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * The program in the box.
   *
   * @param paths where it may be: the first that can be executed is
   * @param args its arguments, its own name first
   * @param env its environment, each {@code NAME=value}
   */
  public record Guest(List<String> paths, List<String> args, List<String> env) {}
}
