package dev.limpet.cli;

import dev.limpet.sandbox.Paths;

/** Values of options, as far as they can be judged without looking at the machine. */
final class RunValues {
  /** PATH_MAX of Linux, with the NUL. */
  private static final int PATH_MAX = 4096;

  private RunValues() {}

  /** A path on the host. */
  static String source(String option, String path) {
    if (path.isEmpty()) {
      throw new UsageException("run: " + option + " has an empty path");
    }
    if (path.length() >= PATH_MAX) {
      throw new UsageException(
          "run: " + option + " has a path of " + path.length() + " characters: 4095 are the most");
    }
    return path;
  }

  /** An absolute path in the box. */
  static String boxPath(String option, String path) {
    source(option, path);
    if (!path.startsWith("/")) {
      throw new UsageException(
          "run: "
              + option
              + " has the relative path "
              + path
              + ": in the box it must begin with /");
    }
    return path;
  }

  /** Where something may be mounted in the box, without superfluous slashes. */
  static String destination(String option, String path) {
    String destination = Paths.normalized(boxPath(option, path));
    if (Paths.hasParent(destination)) {
      throw new UsageException("run: " + option + " has .. in its destination " + path);
    }
    if (destination.equals("/")) {
      throw new UsageException(
          "run: " + option + " cannot replace / of the box: --rootfs DIR makes DIR its root");
    }
    if (Paths.isWithin(destination, "/proc")) {
      throw new UsageException(
          "run: " + option + " cannot be put on " + destination + ": /proc is the kernel's");
    }
    if (destination.equals("/dev")
        || destination.equals("/dev/shm")
        || (Paths.isWithin(destination, "/dev") && !Paths.isWithin(destination, "/dev/shm"))) {
      throw new UsageException(
          "run: "
              + option
              + " cannot be put on "
              + destination
              + ": /dev is the box's own, of it only what is below /dev/shm is free");
    }
    return destination;
  }

  /** {@code NAME=VALUE}, or a bare NAME, which is passed on as it is. */
  static String env(String entry) {
    int equals = entry.indexOf('=');
    if (equals == 0 || entry.isEmpty()) {
      throw new UsageException("run: -e " + entry + " has no name: -e NAME=VALUE");
    }
    return entry;
  }
}
