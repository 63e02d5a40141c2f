package dev.limpet.cli.full;

import dev.limpet.cli.RunOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@code limpet run} or {@code limpet build} was asked for.
 *
 * @param plain what the small program knows, too
 * @param envFiles {@code --env-file}, paths on the host; what they say comes before the changes
 * @param network what the box reaches beyond what the small program knows
 * @param seccomp the path of a profile for system calls; null: plain has it
 * @param timeout nanoseconds until the box is ended; null: never
 * @param stats whether and how what the box used is told at the end
 * @param terminal whether the box gets a terminal of its own
 * @param dryRun only print the plan
 */
public record FullOptions(
    RunOptions plain,
    List<String> envFiles,
    NetworkOptions network,
    @Nullable String seccomp,
    @Nullable Long timeout,
    Stats stats,
    boolean terminal,
    boolean dryRun) {
  public FullOptions {
    envFiles = List.copyOf(envFiles);
  }

  /** How {@code --stats} tells what was used. */
  public enum Stats {
    NONE,
    TEXT,
    JSON,
  }

  /**
   * The options and the command.
   *
   * @param verb {@code run}, or {@code build} for a root that may be written to
   * @param words what follows it
   * @throws dev.limpet.cli.UsageException naming the word that is wrong
   */
  static FullOptions parse(String verb, List<String> words) {
    return Request.of(verb, words).options();
  }
}
