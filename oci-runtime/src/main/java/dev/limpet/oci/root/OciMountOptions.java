package dev.limpet.oci.root;

import dev.limpet.linux.Flags;
import java.util.ArrayList;
import java.util.List;

/**
 * Options of a mount of config.json, sorted.
 *
 * @param set MOUNT_ATTR_* to set on the mount
 * @param clear MOUNT_ATTR_* to take away
 * @param deepSet the same for all mounts below, too
 * @param deepClear the same
 * @param flags MS_* that concern a whole file system
 * @param propagation MS_SHARED and the others, each perhaps with MS_REC, in their order
 * @param bind whether it shows what is at its source
 * @param recursive whether with all that is mounted below
 * @param copyUp whether a file system in memory begins with what the root has at its place
 * @param idmap whether owners show as the container's map of ids has it
 * @param deepIdmap whether for all mounts below, too
 * @param data what the file system itself is told, separated by commas
 */
record OciMountOptions(
    int set,
    int clear,
    int deepSet,
    int deepClear,
    long flags,
    List<Long> propagation,
    boolean bind,
    boolean recursive,
    boolean copyUp,
    boolean idmap,
    boolean deepIdmap,
    String data) {
  /** All that are no file system's own, as {@code features} tells them. */
  static final List<String> NAMES =
      List.of(
          "async",
          "atime",
          "bind",
          "defaults",
          "dev",
          "diratime",
          "dirsync",
          "exec",
          "idmap",
          "iversion",
          "lazytime",
          "loud",
          "mand",
          "noatime",
          "nodev",
          "nodiratime",
          "noexec",
          "noiversion",
          "nolazytime",
          "nomand",
          "norelatime",
          "nostrictatime",
          "nosuid",
          "nosymfollow",
          "private",
          "ratime",
          "rbind",
          "rdev",
          "rdiratime",
          "relatime",
          "remount",
          "rexec",
          "ridmap",
          "rnoatime",
          "rnodev",
          "rnodiratime",
          "rnoexec",
          "rnorelatime",
          "rnostrictatime",
          "rnosuid",
          "rnosymfollow",
          "ro",
          "rprivate",
          "rrelatime",
          "rro",
          "rrw",
          "rshared",
          "rslave",
          "rstrictatime",
          "rsuid",
          "rsymfollow",
          "runbindable",
          "rw",
          "shared",
          "silent",
          "slave",
          "strictatime",
          "suid",
          "symfollow",
          "sync",
          "tmpcopyup",
          "unbindable");

  private static final int ATIME = Flags.MOUNT_ATTR__ATIME;

  /** Sorts them. */
  static OciMountOptions of(List<String> options) {
    Sorting sorting = new Sorting();
    for (String option : options) {
      sorting.take(option);
    }
    return sorting.done();
  }

  /** MS_* of mount(2) for what is to be set. */
  long mountFlags() {
    long all = flags;
    all |= (set & Flags.MOUNT_ATTR_RDONLY) != 0 ? Flags.MS_RDONLY : 0;
    all |= (set & Flags.MOUNT_ATTR_NOSUID) != 0 ? Flags.MS_NOSUID : 0;
    all |= (set & Flags.MOUNT_ATTR_NODEV) != 0 ? Flags.MS_NODEV : 0;
    all |= (set & Flags.MOUNT_ATTR_NOEXEC) != 0 ? Flags.MS_NOEXEC : 0;
    all |= (set & Flags.MOUNT_ATTR_NODIRATIME) != 0 ? Flags.MS_NODIRATIME : 0;
    all |= (set & Flags.MOUNT_ATTR_NOSYMFOLLOW) != 0 ? Flags.MS_NOSYMFOLLOW : 0;
    if ((clear & ATIME) != 0) {
      all |=
          switch (set & ATIME) {
            case Flags.MOUNT_ATTR_NOATIME -> Flags.MS_NOATIME;
            case Flags.MOUNT_ATTR_STRICTATIME -> Flags.MS_STRICTATIME;
            default -> Flags.MS_RELATIME;
          };
    }
    return all;
  }

  /** Collects them. */
  private static final class Sorting {
    private int set;
    private int clear;
    private int deepSet;
    private int deepClear;
    private long flags;
    private final List<Long> propagation = new ArrayList<>();
    private boolean bind;
    private boolean recursive;
    private boolean copyUp;
    private boolean idmap;
    private boolean deepIdmap;
    private final StringBuilder data = new StringBuilder();

    void take(String option) {
      switch (option) {
        case "bind" -> bind = true;
        case "rbind" -> {
          bind = true;
          recursive = true;
        }
        case "tmpcopyup" -> copyUp = true;
        case "idmap" -> idmap = true;
        case "ridmap" -> {
          idmap = true;
          deepIdmap = true;
        }
        case "defaults" -> {}
        default -> {
          if (!takePropagation(option) && !takeAttribute(option) && !takeFlag(option)) {
            data.append(data.isEmpty() ? "" : ",").append(option);
          }
        }
      }
    }

    private boolean takePropagation(String option) {
      boolean deep = option.length() > 1 && option.charAt(0) == 'r';
      long kind = propagation(deep ? option.substring(1) : option);
      if (kind == 0) {
        return false;
      }
      propagation.add(deep ? kind | Flags.MS_REC : kind);
      return true;
    }

    private boolean takeAttribute(String option) {
      if (change(option, false)) {
        return true;
      }
      return option.length() > 1 && option.charAt(0) == 'r' && change(option.substring(1), true);
    }

    private boolean change(String option, boolean deep) {
      boolean known = true;
      switch (option) {
        case "ro" -> set(Flags.MOUNT_ATTR_RDONLY, deep);
        case "rw" -> clear(Flags.MOUNT_ATTR_RDONLY, deep);
        case "nosuid" -> set(Flags.MOUNT_ATTR_NOSUID, deep);
        case "suid" -> clear(Flags.MOUNT_ATTR_NOSUID, deep);
        case "nodev" -> set(Flags.MOUNT_ATTR_NODEV, deep);
        case "dev" -> clear(Flags.MOUNT_ATTR_NODEV, deep);
        case "noexec" -> set(Flags.MOUNT_ATTR_NOEXEC, deep);
        case "exec" -> clear(Flags.MOUNT_ATTR_NOEXEC, deep);
        case "nodiratime" -> set(Flags.MOUNT_ATTR_NODIRATIME, deep);
        case "diratime" -> clear(Flags.MOUNT_ATTR_NODIRATIME, deep);
        case "nosymfollow" -> set(Flags.MOUNT_ATTR_NOSYMFOLLOW, deep);
        case "symfollow" -> clear(Flags.MOUNT_ATTR_NOSYMFOLLOW, deep);
        case "noatime" -> accessTimes(Flags.MOUNT_ATTR_NOATIME, deep);
        case "strictatime" -> accessTimes(Flags.MOUNT_ATTR_STRICTATIME, deep);
        case "relatime", "atime", "norelatime", "nostrictatime" ->
            accessTimes(Flags.MOUNT_ATTR_RELATIME, deep);
        default -> known = false;
      }
      return known;
    }

    /** Of two that contradict each other the later holds. */
    private void set(int attribute, boolean deep) {
      if (deep) {
        deepSet |= attribute;
        deepClear &= ~attribute;
      } else {
        set |= attribute;
        clear &= ~attribute;
      }
    }

    private void clear(int attribute, boolean deep) {
      if (deep) {
        deepClear |= attribute;
        deepSet &= ~attribute;
      } else {
        clear |= attribute;
        set &= ~attribute;
      }
    }

    private void accessTimes(int kind, boolean deep) {
      if (deep) {
        deepSet = (deepSet & ~ATIME) | kind;
        deepClear |= ATIME;
      } else {
        set = (set & ~ATIME) | kind;
        clear |= ATIME;
      }
    }

    private boolean takeFlag(String option) {
      long flag =
          switch (option) {
            case "sync" -> Flags.MS_SYNCHRONOUS;
            case "dirsync" -> Flags.MS_DIRSYNC;
            case "mand" -> Flags.MS_MANDLOCK;
            case "silent" -> Flags.MS_SILENT;
            case "lazytime" -> Flags.MS_LAZYTIME;
            default -> 0;
          };
      flags |= flag;
      flags &=
          ~switch (option) {
            case "async" -> Flags.MS_SYNCHRONOUS;
            case "nomand" -> Flags.MS_MANDLOCK;
            case "loud" -> Flags.MS_SILENT;
            case "nolazytime" -> Flags.MS_LAZYTIME;
            default -> 0;
          };
      return switch (option) {
        case "async", "nomand", "loud", "nolazytime", "remount", "iversion", "noiversion" -> true;
        default -> flag != 0;
      };
    }

    OciMountOptions done() {
      return new OciMountOptions(
          set,
          clear,
          deepSet,
          deepClear,
          flags,
          List.copyOf(propagation),
          bind,
          recursive,
          copyUp,
          idmap,
          deepIdmap,
          data.toString());
    }
  }

  /** MS_* for a word such as {@code slave}, which may have an r before it; 0 for no such word. */
  static long propagation(String word) {
    return switch (word) {
      case "shared" -> Flags.MS_SHARED;
      case "slave" -> Flags.MS_SLAVE;
      case "private" -> Flags.MS_PRIVATE;
      case "unbindable" -> Flags.MS_UNBINDABLE;
      case "rshared" -> Flags.MS_SHARED | Flags.MS_REC;
      case "rslave" -> Flags.MS_SLAVE | Flags.MS_REC;
      case "rprivate" -> Flags.MS_PRIVATE | Flags.MS_REC;
      case "runbindable" -> Flags.MS_UNBINDABLE | Flags.MS_REC;
      default -> 0;
    };
  }
}
