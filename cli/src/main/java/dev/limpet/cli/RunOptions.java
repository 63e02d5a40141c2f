package dev.limpet.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code limpet run} was asked for.
 *
 * @param rootfs the directory that becomes the root
 * @param binds what else of the host the box sees, in order
 * @param env changes to the environment, in order, each {@code NAME=value} or a bare {@code NAME}
 * @param cwd the working directory in the box; null: the current one where the box has it
 * @param dryRun only print the plan
 * @param command the program and its arguments
 */
public record RunOptions(
    String rootfs,
    List<Bind> binds,
    List<String> env,
    @Nullable String cwd,
    boolean dryRun,
    List<String> command) {
  public RunOptions {
    binds = List.copyOf(binds);
    env = List.copyOf(env);
    command = List.copyOf(command);
  }

  /**
   * {@code --map} or {@code --vol}.
   *
   * @param source a path on the host
   * @param destination an absolute path in the box
   * @param writable whether it is {@code --vol}
   */
  public record Bind(String source, String destination, boolean writable) {}
}
