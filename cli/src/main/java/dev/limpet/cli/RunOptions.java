package dev.limpet.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code limpet run} or {@code limpet build} was asked for, as far as both programs know it.
 *
 * @param rootfs the directory that becomes the root
 * @param writableRoot whether the box may write to it, as {@code build} does
 * @param places what else is put into the box's file system, in order
 * @param env what becomes of the environment
 * @param cwd the working directory in the box; null: the current one where the box has it
 * @param hostname the box's host name; null: the host's
 * @param user whom the guest takes itself for; null: the caller
 * @param network whose network the box has
 * @param filtered whether system calls are filtered
 * @param limits what the guest may use
 * @param init whether an init of limpet's is pid 1, and not the guest
 * @param command the program and its arguments
 */
public record RunOptions(
    String rootfs,
    boolean writableRoot,
    List<Place> places,
    Env env,
    @Nullable String cwd,
    @Nullable String hostname,
    @Nullable User user,
    Network network,
    boolean filtered,
    Limits limits,
    boolean init,
    List<String> command) {
  public RunOptions {
    places = List.copyOf(places);
    command = List.copyOf(command);
  }

  /** Something at a path of the box. */
  public sealed interface Place {
    /** An absolute path in the box. */
    String destination();
  }

  /**
   * {@code --map}, {@code --vol} or {@code -v}.
   *
   * @param source a path on the host
   * @param destination an absolute path in the box
   * @param writable whether the box may write to it
   */
  public record Bind(String source, String destination, boolean writable) implements Place {}

  /**
   * {@code --tmpfs}.
   *
   * @param destination an absolute path in the box
   * @param options of the file system; a size is among them
   */
  public record Tmpfs(String destination, List<String> options) implements Place {
    public Tmpfs {
      options = List.copyOf(options);
    }
  }

  /**
   * The environment: the caller's or nothing, then what files say, then the changes in order.
   *
   * @param clear whether it begins with nothing
   * @param changes {@code -e} and {@code -E}
   */
  public record Env(boolean clear, List<EnvChange> changes) {
    public Env {
      changes = List.copyOf(changes);
    }
  }

  /** Numbers under which the guest sees the caller. */
  public record User(int uid, int gid) {}

  /** Whose network a box has. */
  public enum Network {
    /** Its own, with a loopback and nothing else. */
    NONE,
    /** The host's. */
    HOST,
  }

  /**
   * What the guest may use; null: what the caller may.
   *
   * @param nofile open descriptors of a process
   * @param fsize bytes of a file that it writes
   */
  public record Limits(@Nullable Long nofile, @Nullable Long fsize) {
    public static final Limits NONE = new Limits(null, null);
  }
}
