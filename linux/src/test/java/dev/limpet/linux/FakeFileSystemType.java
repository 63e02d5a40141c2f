package dev.limpet.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of file system that the fake knows.
 *
 * @param name the type's name
 * @param namespace the namespace (CLONE_NEW*) that the user namespace has to own to mount one, or 0
 * @param options the names of the options that it takes
 */
record FakeFileSystemType(String name, int namespace, List<String> options) {
  private static final List<FakeFileSystemType> ALL =
      List.of(
          new FakeFileSystemType(
              "tmpfs",
              0,
              List.of("mode", "size", "nr_inodes", "nr_blocks", "uid", "gid", "huge", "noswap")),
          new FakeFileSystemType("proc", Flags.CLONE_NEWPID, List.of("hidepid", "gid", "subset")),
          new FakeFileSystemType("sysfs", Flags.CLONE_NEWNET, List.of()),
          new FakeFileSystemType(
              "devpts", 0, List.of("newinstance", "ptmxmode", "mode", "uid", "gid", "max")),
          new FakeFileSystemType("mqueue", Flags.CLONE_NEWIPC, List.of()),
          new FakeFileSystemType("cgroup", Flags.CLONE_NEWCGROUP, List.of()),
          new FakeFileSystemType(
              "cgroup2", Flags.CLONE_NEWCGROUP, List.of("nsdelegate", "memory_recursiveprot")));

  private static final String[] PROC_FILES = {
    "cmdline",
    "cpuinfo",
    "filesystems",
    "interrupts",
    "kallsyms",
    "kcore",
    "key-users",
    "keys",
    "latency_stats",
    "meminfo",
    "sched_debug",
    "stat",
    "sysrq-trigger",
    "timer_list",
    "timer_stats",
    "uptime",
    "version",
  };

  private static final String[] PROC_DIRECTORIES = {
    "acpi", "asound", "bus", "driver", "fs", "irq", "scsi", "sys", "tty",
  };

  private static final String[] NAMESPACES = {"cgroup", "ipc", "mnt", "net", "pid", "user", "uts"};

  static @Nullable FakeFileSystemType named(String name) {
    for (FakeFileSystemType type : ALL) {
      if (type.name.equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** Whether all options in {@code text}, separated by commas, are known. */
  boolean takes(String text) {
    if (text.isEmpty()) {
      return true;
    }
    for (String option : text.split(",")) {
      int equals = option.indexOf('=');
      if (!options.contains(equals < 0 ? option : option.substring(0, equals))) {
        return false;
      }
    }
    return true;
  }

  FakeFileSystem create(int minor, String text, int userNamespace) {
    int mode = name.equals("proc") || name.equals("sysfs") ? 0555 : mode(text);
    FakeFileSystem made =
        new FakeFileSystem(name, minor, text, userNamespace, Flags.S_IFDIR | mode);
    if (name.equals("proc")) {
      fillProc(made.root);
    } else if (name.equals("devpts")) {
      made.root.add("ptmx", Flags.S_IFCHR, 0, 0).device = 5L << 32 | 2;
    } else if (name.equals("sysfs")) {
      for (String directory : new String[] {"class", "devices", "firmware", "fs", "kernel"}) {
        made.root.add(directory, Flags.S_IFDIR | 0755, 0, 0);
      }
    }
    return made;
  }

  /**
   * The root's permissions by the option mode; tmpfs is open to all unless it is told otherwise.
   */
  private int mode(String text) {
    for (String option : text.split(",")) {
      if (option.startsWith("mode=") && name.equals("tmpfs")) {
        return Integer.parseInt(option.substring(5), 8);
      }
    }
    return name.equals("tmpfs") || name.equals("mqueue") ? 01777 : 0755;
  }

  private static void fillProc(FakeNode root) {
    for (String file : PROC_FILES) {
      root.add(file, Flags.S_IFREG | 0444, 0, 0);
    }
    for (String directory : PROC_DIRECTORIES) {
      root.add(directory, Flags.S_IFDIR | 0555, 0, 0);
    }
    addProcess(root, "self");
  }

  /** The part of a process's folder that a launcher needs. */
  static void addProcess(FakeNode proc, String name) {
    FakeNode process = proc.add(name, Flags.S_IFDIR | 0555, 0, 0);
    for (String file : new String[] {"setgroups", "uid_map", "gid_map", "oom_score_adj"}) {
      process.add(file, Flags.S_IFREG | 0644, 0, 0);
    }
    process.add("fd", Flags.S_IFDIR | 0500, 0, 0);
    FakeNode namespaces = process.add("ns", Flags.S_IFDIR | 0511, 0, 0);
    for (String namespace : NAMESPACES) {
      namespaces.add(namespace, Flags.S_IFREG | 0444, 0, 0);
    }
  }
}
