package dev.limpet.cli;

import java.util.ArrayList;
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
   * The words that {@link RunOptionsParser} reads as these options: the shortest, in a fixed order.
   */
  List<String> toWords() {
    List<String> words = new ArrayList<>();
    if (!rootfs.equals("/")) {
      words.add(RunOptionsParser.ROOTFS);
      words.add(rootfs);
    }
    for (Bind bind : binds) {
      words.add(bind.writable() ? RunOptionsParser.VOL : RunOptionsParser.MAP);
      words.add(bind.source());
      words.add(bind.destination());
    }
    for (String entry : env) {
      words.add(RunOptionsParser.ENV);
      words.add(entry);
    }
    if (cwd != null) {
      words.add(RunOptionsParser.CWD);
      words.add(cwd);
    }
    if (dryRun) {
      words.add(RunOptionsParser.DRY_RUN);
    }
    words.add(RunOptionsParser.END);
    words.addAll(command);
    return words;
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
