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
    String data = "";
    for (String option : options) {
      long flag = flag(option);
      if (flag != 0) {
        flags |= flag;
      } else if (!option.equals("rw")) {
        data = data.isEmpty() ? option : data + "," + option;
      }
    }
    return new MountOptions(flags, data);
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
      default -> 0;
    };
  }
}
