package dev.limpet.sandbox;

import dev.limpet.linux.Flags;
import java.util.List;

/**
 * Options of a mount, sorted.
 *
 * @param flags MS_*
 * @param data the file system's own, separated by commas
 */
record MountOptions(long flags, String data) {
  static MountOptions of(List<String> options) {
    long flags = 0;
    StringBuilder data = new StringBuilder();
    for (String option : options) {
      long flag = flag(option);
      if (flag != 0) {
        flags |= flag;
      } else if (!option.equals("rw")) {
        data.append(data.isEmpty() ? "" : ",").append(option);
      }
    }
    return new MountOptions(flags, data.toString());
  }

  boolean readOnly() {
    return (flags & Flags.MS_RDONLY) != 0;
  }

  private static long flag(String option) {
    return switch (option) {
      case "ro" -> Flags.MS_RDONLY;
      case "nosuid" -> Flags.MS_NOSUID;
      case "nodev" -> Flags.MS_NODEV;
      case "noexec" -> Flags.MS_NOEXEC;
      case "noatime" -> Flags.MS_NOATIME;
      case "relatime" -> Flags.MS_RELATIME;
      case "strictatime" -> Flags.MS_STRICTATIME;
      case "bind" -> Flags.MS_BIND;
      case "rbind" -> Flags.MS_BIND | Flags.MS_REC;
      default -> 0;
    };
  }
}
