package dev.limpet.cli.full.images;

import dev.limpet.cli.UsageException;
import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs what needs one: the caller's, or one of the machine's that is new enough. */
final class JavaRuntime {
  private static final int JAVA = 25;
  private static final int RELEASE_SIZE = 16 << 10;

  /** Where distributions put them. */
  private static final String MACHINES = "/usr/lib/jvm";

  private final Kernel kernel;
  private final Environment environment;

  JavaRuntime(Kernel kernel, Environment environment) {
    this.kernel = kernel;
    this.environment = environment;
  }

  /**
   * The path of the program.
   *
   * @param verb for messages
   * @throws UsageException where there is none
   */
  String find(String verb) {
    String given = environment.get("LIMPET_JAVA");
    List<String> candidates =
        given != null && !given.isEmpty() ? List.of(given) : callersAndMachines();
    String old = "";
    for (String java : candidates) {
      int version = version(java);
      if (version == 0 || version >= JAVA) {
        return java;
      }
      if (version > 0 && old.isEmpty()) {
        old = java + " is " + version;
      }
    }
    String why = given != null && !given.isEmpty() ? given + " is not there" : "there is none";
    throw new UsageException(
        verb
            + ": this runs on Java "
            + JAVA
            + " or later, and "
            + (old.isEmpty() ? why : old)
            + ": install it, or set LIMPET_JAVA");
  }

  private List<String> callersAndMachines() {
    List<String> candidates = new ArrayList<>();
    String home = environment.get("JAVA_HOME");
    if (home != null && !home.isEmpty()) {
      candidates.add(home + "/bin/java");
    }
    String path = environment.get("PATH");
    int at = 0;
    while (path != null && at <= path.length()) {
      int colon = path.indexOf(':', at);
      int end = colon < 0 ? path.length() : colon;
      if (path.startsWith("/", at)) {
        candidates.add(path.substring(at, end) + "/java");
      }
      at = end + 1;
    }
    for (String name : machines()) {
      candidates.add(MACHINES + "/" + name + "/bin/java");
    }
    return candidates;
  }

  private Iterable<String> machines() {
    try (Fd directory = Fd.open(kernel, MACHINES, Flags.O_RDONLY | Flags.O_DIRECTORY)) {
      return DirectoryEntries.names(kernel, directory.number());
    } catch (ErrnoException e) {
      return List.of();
    }
  }

  /**
   * The first number of its version, which stands in a file of its home; 0 where it does not say,
   * and -1 where there is no such program.
   */
  private int version(String java) {
    try (Fd file = Fd.open(kernel, java, Flags.O_PATH)) {
      FileStatus status = kernel.statx(file.number(), "", Flags.AT_EMPTY_PATH);
      if (!status.isRegularFile() || (status.permissions() & 0111) == 0) {
        return -1;
      }
      String real = kernel.readlinkat(Flags.AT_FDCWD, "/proc/self/fd/" + file.number());
      int bin = real.lastIndexOf("/bin/");
      return bin < 0 ? 0 : release(real.substring(0, bin) + "/release");
    } catch (ErrnoException e) {
      return -1;
    }
  }

  private int release(String path) {
    try (Fd release = Fd.open(kernel, path, Flags.O_RDONLY)) {
      return version(OsString.decode(release.readAll(RELEASE_SIZE)), "JAVA_VERSION=\"");
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
