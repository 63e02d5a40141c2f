package dev.limpet.cli.full.images;

import dev.limpet.cli.UsageException;
import dev.limpet.formats.image.ImageName;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.ExitCode;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Stdio;
import dev.limpet.linux.WaitStatus;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.RefusedException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tree of an image about. One that is there needs no JVM; one that is not is pulled, or
 * only unpacked, by the verbs that do that.
 */
public final class ImageProvision {
  private final Kernel kernel;
  private final Environment environment;
  private final ImageStore store;
  private final Supplier<List<Helper>> ids;

  /**
   * @param ids who maps the caller's subordinate ids
   */
  public ImageProvision(Kernel kernel, Environment environment, Supplier<List<Helper>> ids) {
    this.kernel = kernel;
    this.ids = ids;
    this.environment = environment;
    this.store = new ImageStore(kernel, environment);
  }

  /**
   * The tree; null where one of these verbs has failed, which has said why.
   *
   * @param pretend whether only to look
   */
  public @Nullable ImageTree provide(ImageOptions wanted, boolean pretend) {
    String word = String.valueOf(wanted.name());
    ImageStore.Named image = store.find(word);
    boolean pull = wanted.pull() == ImageOptions.Pull.ALWAYS;
    pull |= wanted.pull() != ImageOptions.Pull.NEVER && image == null;
    if (pull && !pretend) {
      if (ImageName.parse(word) == null) {
        throw new UsageException(
            "run: no name of an image: " + word + "; such as alpine:3.20 or localhost:5000/a/b");
      }
      if (!verb("pull", word)) {
        return null;
      }
      image = store.find(word);
    }
    if (image == null) {
      throw new UsageException(
          "run: no image "
              + word
              + " is here: limpet pull "
              + word
              + " gets it"
              + (wanted.pull() == ImageOptions.Pull.NEVER ? ", which --pull never forbids" : ""));
    }
    ImageTree tree = ImageTree.open(kernel, store, image);
    if (tree == null && !pretend && verb("unpack", image.name())) {
      tree = ImageTree.open(kernel, store, image);
    } else if (tree == null && !pretend) {
      return null;
    }
    if (tree == null) {
      throw new UsageException(
          "run: the image " + word + " is not unpacked: limpet unpack " + word);
    }
    return tree;
  }

  /** Whether {@code limpet VERB NAME} works. What it prints goes to standard error. */
  private boolean verb(String verb, String name) {
    int pid = kernel.clone(Flags.SIGCHLD);
    if (pid == 0) {
      try {
        kernel.dup3(2, 1, 0);
        new ImagesProgram(kernel, environment, ids.get()).become(verb, List.of(name));
      } catch (UsageException | ErrnoException | RefusedException e) {
        new Stdio(kernel).failure(String.valueOf(e.getMessage()));
      }
      kernel.exit_group(ExitCode.FAILURE);
    }
    int[] status = new int[1];
    kernel.wait4(pid, status, 0);
    WaitStatus ended = new WaitStatus(status[0]);
    return ended.isExited() && ended.exitCode() == 0;
  }
}
