package dev.limpet.cli.full;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of images, which run on a JVM: this program becomes one. The jars are in {@code
 * $LIMPET_IMAGES}, or in the directory {@code images} beside this program.
 */
final class ImagesProgram {
  private static final String MAIN = "dev.limpet.images.Main";
  private static final int JAVA = 25;
  private static final int RELEASE_SIZE = 16 << 10;

  private final Kernel kernel;
  private final Environment environment;

  ImagesProgram(Kernel kernel, Environment environment) {
    this.kernel = kernel;
    this.environment = environment;
  }

  /** Does not return. */
  int become(String verb, List<String> words) {
    String java = java(verb);
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
    args.add("-cp");
    args.add(jars + "/*");
    args.add(MAIN);
    args.add(verb);
    args.addAll(words);
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

  private String jars(String verb) {
    String given = environment.get("LIMPET_IMAGES");
    String directory = given != null && !given.isEmpty() ? given : beside();
    if (directory.indexOf(':') >= 0 || !isThere(directory, true)) {
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

  private String java(String verb) {
    String given = environment.get("LIMPET_JAVA");
    String home = environment.get("JAVA_HOME");
    String java =
        given != null && !given.isEmpty()
            ? given
            : home != null && !home.isEmpty() ? home + "/bin/java" : onPath();
    if (java == null || !isThere(java, false)) {
      throw new UsageException(
          verb
              + ": this runs on Java "
              + JAVA
              + ", and "
              + (java == null ? "no java is on the PATH" : java + " is not there")
              + ": install it, or set LIMPET_JAVA or JAVA_HOME");
    }
    int version = version(java);
    if (version > 0 && version < JAVA) {
      throw new UsageException(
          verb
              + ": this runs on Java "
              + JAVA
              + " or later, and "
              + java
              + " is "
              + version
              + ": set LIMPET_JAVA or JAVA_HOME");
    }
    return java;
  }

  private @Nullable String onPath() {
    String path = environment.get("PATH");
    int at = 0;
    while (path != null && at <= path.length()) {
      int colon = path.indexOf(':', at);
      int end = colon < 0 ? path.length() : colon;
      String java = path.substring(at, end) + "/java";
      if (java.startsWith("/") && isThere(java, false)) {
        return java;
      }
      at = end + 1;
    }
    return null;
  }

  private boolean isThere(String path, boolean directory) {
    try {
      FileStatus status = kernel.statx(Flags.AT_FDCWD, path, 0);
      return directory
          ? status.isDirectory()
          : status.isRegularFile() && (status.permissions() & 0111) != 0;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** The first number of its version, which stands in a file of its home; 0 where none does. */
  private int version(String java) {
    try (Fd file = Fd.open(kernel, java, Flags.O_PATH)) {
      String real = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + file.number());
      int bin = real.lastIndexOf("/bin/");
      if (bin < 0) {
        return 0;
      }
      try (Fd release = Fd.open(kernel, real.substring(0, bin) + "/release", Flags.O_RDONLY)) {
        return version(OsString.decode(release.readAll(RELEASE_SIZE)), "JAVA_VERSION=\"");
      }
    } catch (ErrnoException e) {
      return 0;
    }
  }

  private static int version(String release, String key) {
    int at = release.indexOf(key);
    int number = 0;
    if (at >= 0) {
      at += key.length();
      while (at < release.length() && release.charAt(at) >= '0' && release.charAt(at) <= '9') {
        number = number * 10 + release.charAt(at) - '0';
        at++;
      }
    }
    return number;
  }
}
