package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonIndent;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;

/** A config.json to begin with: what {@code runc spec} writes, so that it may be edited alike. */
public final class DefaultConfig {
  private static final String PROCESS =
      """
      {
        "terminal": true,
        "user": {"uid": 0, "gid": 0},
        "args": ["sh"],
        "env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
        "cwd": "/",
        "capabilities": {
          "bounding": CAPABILITIES,
          "effective": CAPABILITIES,
          "permitted": CAPABILITIES,
          "ambient": CAPABILITIES
        },
        "rlimits": [{"type": "RLIMIT_NOFILE", "hard": 1024, "soft": 1024}],
        "noNewPrivileges": true
      }
      """
          .replace("CAPABILITIES", "[\"CAP_AUDIT_WRITE\", \"CAP_KILL\", \"CAP_NET_BIND_SERVICE\"]");

  private static final String MOUNTS =
      """
      [
        {"destination": "/proc", "type": "proc", "source": "proc"},
        {"destination": "/dev", "type": "tmpfs", "source": "tmpfs",
          "options": ["nosuid", "strictatime", "mode=755", "size=65536k"]},
        {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
          "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"GROUP]},
        {"destination": "/dev/shm", "type": "tmpfs", "source": "shm",
          "options": ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]},
        {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue",
          "options": ["nosuid", "noexec", "nodev"]},
        SYS,
        {"destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup",
          "options": ["nosuid", "noexec", "nodev", "relatime", "ro"]}
      ]
      """;

  private static final String SYS =
      """
      {"destination": "/sys", "type": "sysfs", "source": "sysfs",
        "options": ["nosuid", "noexec", "nodev", "ro"]}\
      """;

  /** Without a network of its own nobody but root may mount sysfs. */
  private static final String BOUND_SYS =
      """
      {"destination": "/sys", "type": "none", "source": "/sys",
        "options": ["rbind", "nosuid", "noexec", "nodev", "ro"]}\
      """;

  private static final String PATHS =
      """
      "maskedPaths": ["/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys",
        "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
        "/sys/firmware", "/proc/scsi"],
      "readonlyPaths": ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
      """;

  private DefaultConfig() {}

  /** For root. */
  public static String ofRoot() {
    return text(
        MOUNTS.replace("GROUP", ", \"gid=5\"").replace("SYS", SYS),
        "\"resources\": {\"devices\": [{\"allow\": false, \"access\": \"rwm\"}]}, "
            + namespaces("pid", "network", "ipc", "uts", "mount"));
  }

  /**
   * For a user, who is root in there, with the network of the host.
   *
   * @param uid the user's id, unsigned
   * @param gid the user's group, unsigned
   */
  public static String rootless(int uid, int gid) {
    return text(
        MOUNTS.replace("GROUP", "").replace("SYS", BOUND_SYS),
        mapping("uidMappings", uid)
            + mapping("gidMappings", gid)
            + namespaces("pid", "ipc", "uts", "mount", "user"));
  }

  private static String text(String mounts, String linux) {
    String config =
        "{\"ociVersion\": \"1.2.0\", \"process\": "
            + PROCESS
            + ", \"root\": {\"path\": \"rootfs\", \"readonly\": true}"
            + ", \"hostname\": \"limpet\", \"mounts\": "
            + mounts
            + ", \"linux\": {"
            + linux
            + PATHS
            + "}}";
    return JsonIndent.of(JsonWriter.write(JsonReader.read(config)));
  }

  private static String mapping(String key, int id) {
    return "\""
        + key
        + "\": [{\"containerID\": 0, \"hostID\": "
        + Integer.toUnsignedString(id)
        + ", \"size\": 1}], ";
  }

  private static String namespaces(String... types) {
    StringBuilder all = new StringBuilder("\"namespaces\": [");
    String comma = "";
    for (String type : types) {
      all.append(comma).append("{\"type\": \"").append(type).append("\"}");
      comma = ", ";
    }
    return all.append("], ").toString();
  }
}
