package dev.limpet.cli;

import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Paths;
import org.jspecify.annotations.Nullable;

/** Values of options, as far as they can be judged without looking at the machine. */
public final class RunValues {
  /** PATH_MAX of Linux, with the NUL. */
  private static final int PATH_MAX = 4096;

  private RunValues() {}

  /** A path on the host. */
  public static String source(String option, String path) {
    if (path.isEmpty()) {
      throw new UsageException(option + " has an empty path");
    }
    int length = OsString.encode(path).length;
    if (length >= PATH_MAX) {
      throw new UsageException(option + " has a path of " + length + " bytes: 4095 are the most");
    }
    return path;
  }

  /** An absolute path in the box. */
  public static String boxPath(String option, String path) {
    source(option, path);
    if (!path.startsWith("/")) {
      throw new UsageException(
          option + " has the relative path " + path + ": in the box it must begin with /");
    }
    return path;
  }

  /** Where something may be mounted in the box, without superfluous slashes. */
  public static String destination(String option, String path) {
    String destination = Paths.normalized(boxPath(option, path));
    if (Paths.hasParent(destination)) {
      throw new UsageException(option + " has .. in its destination " + path);
    }
    if (destination.equals("/")) {
      throw new UsageException(
          option + " cannot replace / of the box: --rootfs DIR makes DIR its root");
    }
    if (Paths.isWithin(destination, "/proc")) {
      throw new UsageException(
          option + " cannot be put on " + destination + ": /proc is the kernel's");
    }
    if (Paths.isBoxsOwn(destination)) {
      throw new UsageException(
          option
              + " cannot be put on "
              + destination
              + ": /dev is the box's own, of it only what is below /dev/shm is free");
    }
    return destination;
  }

  /** The name of a variable. */
  public static String variable(String option, String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new UsageException(option + " " + name + " is no name of a variable: -E NAME");
    }
    return name;
  }

  /** A host name: HOST_NAME_MAX of Linux is 64 bytes. */
  public static String hostname(String name) {
    if (name.isEmpty() || OsString.encode(name).length > 64) {
      throw new UsageException("--hostname " + name + " is no name of 1 to 64 bytes");
    }
    return name;
  }

  /** {@code UID[:GID]}; without a group it has the user's number. */
  public static RunOptions.User user(String option, String value) {
    int colon = value.indexOf(':');
    String group = colon < 0 ? value : value.substring(colon + 1);
    return new RunOptions.User(
        id(option, colon < 0 ? value : value.substring(0, colon)), id(option, group));
  }

  private static int id(String option, String text) {
    long id = Quantities.count(option, text, 0);
    // The largest unsigned number stands for no user at all.
    if (id >= 0xffffffffL) {
      throw new UsageException(option + " " + text + " is no number of a user or group");
    }
    return (int) id;
  }

  public static RunOptions.Network network(
      String option, String value, RunOptions.@Nullable Network before) {
    RunOptions.Network network =
        switch (value) {
          case "none" -> RunOptions.Network.NONE;
          case "host" -> RunOptions.Network.HOST;
          default -> throw new UsageException(option + " " + value + ": none or host is wanted");
        };
    if (before != null && before != network) {
      throw new UsageException(option + " is given twice, as none and as host");
    }
    return network;
  }

  public static boolean filtered(String option, String value, @Nullable Boolean before) {
    boolean filtered =
        switch (value) {
          case "default" -> true;
          case "none" -> false;
          default -> throw new UsageException(option + " " + value + ": default or none is wanted");
        };
    if (before != null && before != filtered) {
      throw new UsageException(option + " is given twice, as default and as none");
    }
    return filtered;
  }

  /** What a place holds, for messages. */
  public static String name(RunOptions.Place place) {
    return switch (place) {
      case RunOptions.Bind bind -> bind.source();
      case RunOptions.Tmpfs _ -> "a tmpfs";
    };
  }
}
