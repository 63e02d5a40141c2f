package dev.limpet.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a box is started.
 *
 * @param cloneFlags CLONE_NEW*: the namespaces that its holder begins
 * @param guestFlags the same for its guest: with a pid namespace more it is pid 1 of what it sees
 * @param network a network namespace of the host's that the launcher joins before; null for none
 * @param steps what the guest's process then does, in this order
 * @param guest what it turns into
 */
public record Plan(
    long cloneFlags, long guestFlags, @Nullable String network, List<Step> steps, Guest guest) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The same with other steps. */
  public Plan withSteps(List<Step> others) {
    return new Plan(cloneFlags, guestFlags, network, others, guest);
  }

  /** The same with another guest. */
  public Plan withGuest(Guest other) {
    return new Plan(cloneFlags, guestFlags, network, steps, other);
  }

  /** The same, and a command that is not there is told to be {@code elsewhere}. */
  public Plan withElsewhere(String elsewhere) {
    return withGuest(new Guest(guest.paths, guest.args, guest.env, guest.stopSignal, elsewhere));
  }

  /** Descriptors that stay open in who holds the box, see {@link Step.MakeRoot#locks}. */
  public List<Integer> locks() {
    List<Integer> locks = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.MakeRoot root) {
        locks.addAll(root.locks());
      }
    }
    return locks;
  }

  /** Where in the steps the filters of system calls begin: they are the last. */
  int firstFilter() {
    int first = steps.size();
    while (first > 0 && steps.get(first - 1) instanceof Step.InstallFilter) {
      first--;
    }
    return first;
  }

  /**
   * The program in the box.
   *
   * @param paths where it may be: the first that can be executed is
   * @param args its arguments, its own name first
   * @param env its environment, each {@code NAME=value}
   * @param stopSignal the signal that it wants to be ended by in place of SIGTERM; 0 for that one
   * @param elsewhere what else its name could have meant, where there is no such program
   */
  public record Guest(
      List<String> paths, List<String> args, List<String> env, int stopSignal, String elsewhere) {

    /** A program that ends by SIGTERM. */
    public Guest(List<String> paths, List<String> args, List<String> env) {
      this(paths, args, env, 0, "");
    }
  }
}
