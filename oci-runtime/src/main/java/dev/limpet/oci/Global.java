package dev.limpet.oci;

import dev.limpet.linux.Environment;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.FileStatus;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.oci.cgroup.Cgroups;
import dev.limpet.oci.systemd.Sockets;
import dev.limpet.oci.systemd.Systemd;
import dev.limpet.oci.systemd.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said before the verb.
 *
 * @param root the directory of all containers
 * @param log where failures are written, too; null for nowhere
 * @param json whether that log has a JSON object in each line
 * @param debug whether it has what is done, too
 * @param systemd whether cgroups are asked of systemd
 * @param sockets where systemd may be found
 * @param rootless whether the caller shall be taken for an ordinary user; null: find out
 */
record Global(
    String root,
    @Nullable String log,
    boolean json,
    boolean debug,
    boolean systemd,
    Sockets sockets,
    @Nullable Boolean rootless) {
  private static final CommandLine.Schema SCHEMA =
      new CommandLine.Schema(
          List.of("debug", "systemd-cgroup", "help", "version"),
          List.of("root", "log", "log-format", "log-level", "cgroup-manager", "rootless", "criu"),
          List.of("v", "version", "h", "help"),
          false);

  /** The words before the verb and the verb with its own. */
  static CommandLine parse(List<String> words) {
    return CommandLine.parse("limpet-oci", words, SCHEMA);
  }

  static Global of(Kernel kernel, Environment environment, CommandLine words) {
    String root = words.value("root");
    String format = words.value("log-format");
    if (format != null && !format.equals("json") && !format.equals("text")) {
      throw new FailedException("--log-format " + format + ": text or json is wanted");
    }
    String manager = words.value("cgroup-manager");
    if (manager != null && !manager.equals("cgroupfs") && !manager.equals("systemd")) {
      throw new FailedException("--cgroup-manager " + manager + ": cgroupfs or systemd is wanted");
    }
    String log = words.value("log");
    return new Global(
        root == null ? usualRoot(kernel, environment) : Files.absolute(kernel, root),
        log == null || log.isEmpty() ? null : Files.absolute(kernel, log),
        "json".equals(format),
        words.flag("debug") || "debug".equals(words.value("log-level")),
        words.flag("systemd-cgroup") || "systemd".equals(manager),
        Sockets.of(environment),
        rootless(words.value("rootless")));
  }

  private static @Nullable Boolean rootless(@Nullable String value) {
    if (value == null || value.equals("auto")) {
      return null;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new FailedException("--rootless " + value + ": true, false or auto is wanted");
    };
  }

  /** The unit for a container, where systemd shall be asked for one. */
  @Nullable Unit unit(Kernel kernel, @Nullable String cgroupsPath, String id) {
    if (!systemd) {
      return null;
    }
    Boolean asked = rootless;
    return Unit.of(cgroupsPath, id, asked == null ? Systemd.isForUsers(kernel) : asked);
  }

  private static String usualRoot(Kernel kernel, Environment environment) {
    String runtime = environment.get("XDG_RUNTIME_DIR");
    boolean given = runtime != null && runtime.startsWith("/");
    // An engine's user who is root among their own ids has no part in the directories of root.
    if (kernel.geteuid() == 0 && !(given && !Cgroups.hasAllIds(kernel))) {
      return "/run/limpet-oci";
    }
    if (given) {
      return runtime + "/limpet-oci";
    }
    String uid = Integer.toUnsignedString(kernel.geteuid());
    return isDirectory(kernel, "/run/user/" + uid)
        ? "/run/user/" + uid + "/limpet-oci"
        : "/tmp/limpet-oci-" + uid;
  }

  private static boolean isDirectory(Kernel kernel, String path) {
    try {
      FileStatus status = kernel.statx(Flags.AT_FDCWD, path, 0);
      return status.isDirectory();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
