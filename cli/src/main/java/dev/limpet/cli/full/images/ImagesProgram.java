package dev.limpet.cli.full.images;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Helper;
import dev.limpet.sandbox.OwnUserNamespace;
import java.util.ArrayList;
import java.util.List;

/**
 * The verbs of images, which run on a JVM: this program becomes one. The jars are in {@code
 * $LIMPET_IMAGES}, or in the directory {@code images} beside this program.
 */
public final class ImagesProgram {
  private static final String MAIN = "dev.limpet.images.Main";
  private final Kernel kernel;
  private final Environment environment;
  private final List<Helper> ids;

  /**
   * @param ids who maps the caller's subordinate ids; empty where it has none, or needs none
   */
  public ImagesProgram(Kernel kernel, Environment environment, List<Helper> ids) {
    this.kernel = kernel;
    this.ids = List.copyOf(ids);
    this.environment = environment;
  }

  /** Does not return. */
  public int become(String verb, List<String> words) {
    String java = new JavaRuntime(kernel, environment).find(verb);
    String jars = jars(verb);
    List<String> args = new ArrayList<>();
    args.add(java);
    // Where a command is short its start is most of it: one compiler, and a collector of one
    // thread.
    if (!works(verb)) {
      args.add("-XX:TieredStopAtLevel=1");
    }
    args.add("-XX:+UseSerialGC");
    args.add("--enable-native-access=ALL-UNNAMED");
    args.add("--sun-misc-unsafe-memory-access=allow");
    boolean mapped = !ids.isEmpty() && !looks(verb);
    if (mapped) {
      args.add("-Dlimpet.subids=true");
    }
    args.add("-cp");
    args.add(jars + "/*");
    args.add(MAIN);
    args.add(verb);
    args.addAll(words);
    if (mapped) {
      // There it can make files of all owners, and remove them.
      OwnUserNamespace.enter(kernel, ids);
    }
    Environment.Editor changed = environment.edit();
    // A JVM takes names of files in the encoding of the locale.
    changed.set("LC_ALL", "C.UTF-8");
    int errno = kernel.execve(java, args.toArray(new String[0]), changed.done().toArray());
    throw new UsageException(
        verb + ": " + java + " cannot be executed: " + Errno.name(errno) + ": set LIMPET_JAVA");
  }

  /** Whether the verb works on all of an image's bytes. */
  private static boolean works(String verb) {
    return !(verb.equals("images")
        || verb.equals("inspect")
        || verb.equals("rmi")
        || verb.equals("prune"));
  }

  /** Whether the verb leaves trees alone. */
  private static boolean looks(String verb) {
    return verb.equals("images")
        || verb.equals("inspect")
        || verb.equals("save")
        || verb.equals("push");
  }

  private String jars(String verb) {
    String given = environment.get("LIMPET_IMAGES");
    String directory = given != null && !given.isEmpty() ? given : beside();
    if (directory.indexOf(':') >= 0 || !isDirectory(directory)) {
      throw new UsageException(
          verb
              + ": the jars of limpet's images are not in "
              + directory
              + ": install them there, or set LIMPET_IMAGES to their directory");
    }
    return directory;
  }

  private String beside() {
    String self = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/exe");
    return self.substring(0, self.lastIndexOf('/') + 1) + "images";
  }

  private boolean isDirectory(String path) {
    try {
      return kernel.statx(Flags.AT_FDCWD, path, 0).isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
