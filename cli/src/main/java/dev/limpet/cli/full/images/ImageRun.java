package dev.limpet.cli.full.images;

import dev.limpet.cli.RunOptions;
import dev.limpet.cli.UsageException;
import dev.limpet.formats.image.Account;
import dev.limpet.formats.image.ImageName;
import dev.limpet.formats.image.TreeDescription;
import dev.limpet.formats.image.UnknownAccountException;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.Signals;
import dev.limpet.sandbox.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image says of its box, and the caller instead of it: as docker run has it.
 *
 * @param tree the image's
 * @param account whom its command runs as
 * @param environment what the command has before the caller's changes
 * @param plain the options, with the tree as root and the image's command
 * @param volumes directories to be made
 * @param stopSignal 0 for SIGTERM
 */
public record ImageRun(
    ImageTree tree,
    Account account,
    Environment environment,
    RunOptions plain,
    List<String> volumes,
    int stopSignal) {
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * Of {@code plain} and {@code wanted}.
   *
   * @param term the TERM of a box with a terminal; null for one without
   */
  public static ImageRun of(
      Kernel kernel, ImageTree tree, ImageOptions wanted, RunOptions plain, @Nullable String term) {
    TreeDescription said = tree.description();
    Account account = account(kernel, tree, wanted);
    String cwd = plain.cwd() != null ? plain.cwd() : "/" + said.workingDir();
    RunOptions options =
        new RunOptions(
            tree.path(),
            false,
            plain.places(),
            plain.env(),
            Paths.normalized(cwd),
            plain.hostname(),
            new RunOptions.User(account.uid(), account.gid()),
            plain.network(),
            plain.filtered(),
            plain.limits(),
            plain.init(),
            command(tree, wanted, plain.command()));
    return new ImageRun(
        tree,
        account,
        environment(said, account, term),
        options,
        volumes(tree, plain.places()),
        stopSignal(tree));
  }

  /** As people write it. */
  private static String familiar(ImageTree tree) {
    ImageName name = ImageName.parse(tree.name());
    return name == null ? tree.name() : name.familiar();
  }

  private static Account account(Kernel kernel, ImageTree tree, ImageOptions wanted) {
    String user = wanted.user() == null ? tree.description().user() : wanted.user();
    try {
      return Account.of(user, tree.file(kernel, "etc/passwd"), tree.file(kernel, "etc/group"));
    } catch (UnknownAccountException e) {
      throw new UsageException(
          "run: the image " + familiar(tree) + ": " + e.getMessage() + ": -u names another");
    }
  }

  private static List<String> command(ImageTree tree, ImageOptions wanted, List<String> words) {
    TreeDescription said = tree.description();
    List<String> command = new ArrayList<>();
    String entrypoint = wanted.entrypoint();
    if (entrypoint == null) {
      command.addAll(said.entrypoint());
    } else if (!entrypoint.isEmpty()) {
      command.add(entrypoint);
    }
    List<String> cmd = wanted.cmd();
    if (!words.isEmpty() && cmd != null) {
      throw new UsageException(
          "run: --cmd stands for the words behind the image, of which there are some: "
              + words.get(0));
    }
    if (!words.isEmpty()) {
      command.addAll(words);
    } else if (cmd != null) {
      command.addAll(cmd);
    } else if (entrypoint == null) {
      // What goes with the image's entrypoint means nothing to another one.
      command.addAll(said.cmd());
    }
    if (command.isEmpty()) {
      String name = familiar(tree);
      throw new UsageException(
          "run: the image " + name + " says no command: limpet run " + name + " COMMAND...");
    }
    return command;
  }

  private static Environment environment(
      TreeDescription said, Account account, @Nullable String term) {
    List<String> base = new ArrayList<>(List.of(PATH, "HOME=" + account.home()));
    if (term != null) {
      base.add("TERM=" + term);
    }
    Environment.Editor editor = new Environment(base).edit();
    for (String entry : said.env()) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        editor.set(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return editor.done();
  }

  /** Those on which the caller puts nothing. */
  private static List<String> volumes(ImageTree tree, List<RunOptions.Place> places) {
    List<String> volumes = new ArrayList<>();
    for (String volume : tree.description().volumes()) {
      String path = Paths.normalized(volume);
      if (!volume.startsWith("/") || Paths.hasParent(path) || path.equals("/")) {
        throw new UsageException(
            "run: the image " + familiar(tree) + " has a volume at no place for one: " + volume);
      }
      boolean free = true;
      for (RunOptions.Place place : places) {
        free &= !place.destination().equals(path);
      }
      if (free && !volumes.contains(path)) {
        volumes.add(path);
      }
    }
    return volumes;
  }

  private static int stopSignal(ImageTree tree) {
    String name = tree.description().stopSignal();
    int signal = name.isEmpty() ? 0 : Signals.number(name);
    if (signal < 0) {
      throw new UsageException(
          "run: the image " + familiar(tree) + " wants to be stopped by no signal: " + name);
    }
    return signal;
  }
}
