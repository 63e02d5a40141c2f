package dev.limpet.cli.full;

import dev.limpet.cli.RunOptions;
import dev.limpet.cli.UsageException;
import dev.limpet.cli.full.images.ImageOptions;
import dev.limpet.sandbox.boxes.BoxLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@code limpet run} or {@code limpet build} was asked for.
 *
 * @param plain what the small program knows, too
 * @param image the image that is its root, if it has one
 * @param envFiles {@code --env-file}, paths on the host; what they say comes before the changes
 * @param network what the box reaches beyond what the small program knows
 * @param seccomp the path of a profile for system calls; null: plain has it
 * @param subids whether the box has the caller's subordinate ids
 * @param limits what the box may use as a whole
 * @param root what is wanted of the root beyond what the small program knows
 * @param timeout nanoseconds until the box is ended; null: never
 * @param stats whether and how what the box used is told at the end
 * @param terminal whether the box gets a terminal of its own
 * @param dryRun only print the plan
 * @param name of the box; null for one that needs none, or any
 * @param detached whether the box stays when limpet returns
 */
public record FullOptions(
    RunOptions plain,
    ImageOptions image,
    List<String> envFiles,
    NetworkOptions network,
    @Nullable String seccomp,
    boolean subids,
    BoxLimits limits,
    RootOptions root,
    @Nullable Long timeout,
    Stats stats,
    boolean terminal,
    boolean dryRun,
    @Nullable String name,
    Detached detached) {
  public FullOptions {
    envFiles = List.copyOf(envFiles);
  }

  /**
   * {@code --detach}, and what goes with it.
   *
   * @param wanted whether the box stays when limpet returns
   * @param remove nothing is to stay of the box when it has ended
   * @param logSize how many bytes of what it writes are kept; null: as many as usual
   */
  public record Detached(boolean wanted, boolean remove, @Nullable Long logSize) {}

  /** Whether the box has a name, given or generated. */
  boolean named() {
    return name != null || detached.wanted;
  }

  /** Refuses what cannot be had together. */
  void check() {
    image.check();
    boolean ofImage = image.name() != null;
    if (ofImage && plain.writableRoot()) {
      throw new UsageException(
          "build: an image stays as it is: limpet run --overlay=DIR keeps what a box changes");
    }
    if (image.readOnly() && root.overlay()) {
      throw new UsageException("--read-only and --overlay say the opposite of each other");
    }
    Long size = detached.logSize;
    if (size != null && !detached.wanted) {
      throw new UsageException("--log-size is for a box with --detach: others have no log");
    }
    if (size != null && size < BoxLog.MIN_SIZE) {
      throw new UsageException("--log-size " + size + ": 4k is the least");
    }
    if (terminal && detached.wanted) {
      throw new UsageException("--tty is for a box without --detach: limpet exec -t gives one one");
    }
  }

  /** The same with what the image says. */
  FullOptions withPlain(RunOptions others) {
    return new FullOptions(
        others, image, envFiles, network, seccomp, subids, limits, root, timeout, stats, terminal,
        dryRun, name, detached);
  }

  /** Nanoseconds until the box is ended, 0 for never. */
  long timeoutNanos() {
    Long time = timeout;
    return time == null ? 0 : time;
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
