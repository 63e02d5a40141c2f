package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources;
import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the resources of a container's cgroups, each in the hierarchy that has its controller. */
final class Settler {
  /** By their names in version 1. */
  private static final List<String> CONTROLLERS =
      List.of("memory", "cpuset", "cpu", "pids", "blkio", "hugetlb", "net_cls", "net_prio", "rdma");

  /** ENOTSUPP, which is not for programs, and which kernels return all the same. */
  private static final int ENOTSUPP = 524;

  /** A setting, and the cgroup that it is for. */
  private record Write(CgroupPath path, Setting setting) {
    String file() {
      return path.file(setting.file());
    }
  }

  private final CgroupFiles files;
  private final ContainerCgroup cgroup;
  private final List<Write> writes = new ArrayList<>();

  Settler(Kernel kernel, ContainerCgroup cgroup) {
    this.files = new CgroupFiles(kernel);
    this.cgroup = cgroup;
  }

  /**
   * Sets them.
   *
   * @throws RefusedException where there is no cgroup that could hold one
   * @throws StepFailedException where the kernel does not want to
   */
  void set(Resources resources) {
    for (String controller : CONTROLLERS) {
      find(controller, resources);
    }
    unified(resources.unified());
    checkUsage(resources.memory());
    write();
  }

  private void find(String controller, Resources resources) {
    CgroupPath version1 = cgroup.ofVersion1(controller);
    if (version1 != null) {
      add(version1, Version1.settings(controller, resources));
      return;
    }
    if (Version1.settings(controller, resources).isEmpty()) {
      return;
    }
    CgroupPath unified = cgroup.unified();
    if (unified == null) {
      throw new RefusedException(
          wanted(controller) + ", and no cgroup with it may be made here: " + remedy());
    }
    List<String> max = files.words(unified.file("cpu.max"));
    List<Setting> settings = Version2.settings(controller, resources, max);
    if (!settings.isEmpty()) {
      checkOffered(unified, Version2.name(controller), wanted(controller));
    }
    add(unified, settings);
  }

  private static String wanted(String controller) {
    String key =
        switch (controller) {
          case "cpuset" -> "cpu.cpus";
          case "blkio" -> "blockIO";
          case "hugetlb" -> "hugepageLimits";
          case "net_cls", "net_prio" -> "network";
          default -> controller;
        };
    return "linux.resources." + key + " needs the controller " + controller;
  }

  private static String remedy() {
    return "run it as root, or in a cgroup that is delegated to you, or leave the limit out";
  }

  private void checkOffered(CgroupPath unified, String name, String wanted) {
    if (!files.words(unified.file("cgroup.controllers")).contains(name)) {
      throw new RefusedException(
          wanted
              + ", which the cgroup "
              + unified.directory()
              + " does not have: echo +"
              + name
              + " >"
              + Maker.parent(unified.directory())
              + "/cgroup.subtree_control says why");
    }
  }

  private void add(CgroupPath path, List<Setting> settings) {
    for (Setting setting : settings) {
      writes.add(new Write(path, setting));
    }
  }

  /** Files as they are. One of several lines wants each for itself. */
  private void unified(Map<String, String> values) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      CgroupPath unified = cgroup.unified();
      String file = value.getKey();
      String wanted = "linux.resources.unified has " + file;
      if (unified == null) {
        throw new RefusedException(wanted + ", and there is no cgroup of version 2: leave it out");
      }
      checkOffered(unified, file.substring(0, file.indexOf('.')), wanted);
      lines(unified, file, value.getValue().strip());
    }
  }

  private void lines(CgroupPath unified, String file, String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n') {
        writes.add(new Write(unified, Setting.of(file, text.substring(start, i))));
        start = i + 1;
      }
    }
  }

  /** Version 1 refuses to be set below what is used; version 2 kills instead. */
  private void checkUsage(Resources.@Nullable Memory memory) {
    CgroupPath unified = cgroup.unified();
    Long limit = memory == null ? null : memory.limit();
    if (memory == null
        || limit == null
        || limit < 0
        || !memory.checkBeforeUpdate()
        || unified == null
        || cgroup.ofVersion1("memory") != null) {
      return;
    }
    long used = files.number(unified.file("memory.current"));
    if (used > limit) {
      throw new RefusedException(
          "linux.resources.memory.limit is " + limit + ", and " + used + " bytes are in use");
    }
  }

  /**
   * Some depend on each other: a limit of memory may not be above that of memory and swap, a quota
   * not below the burst. What is refused is tried again after the others, as long as that helps.
   */
  private void write() {
    int before;
    do {
      before = writes.size();
      writes.removeIf(write -> attempt(write) == null);
    } while (!writes.isEmpty() && writes.size() < before);
    if (!writes.isEmpty()) {
      Write write = writes.get(0);
      ErrnoException e = attempt(write);
      if (e != null) {
        throw new StepFailedException(
            "set " + write.file() + " to " + write.setting().value(), e, hint(e.errno()));
      }
    }
  }

  private static String hint(int errno) {
    return switch (errno) {
      case Errno.ENOENT -> "this kernel has no such limit";
      case Errno.EINVAL, Errno.ERANGE -> "the kernel takes no such value in this cgroup";
      case Errno.EBUSY -> "more than that is in use";
      default -> "";
    };
  }

  /** Null where that is done. */
  private @Nullable ErrnoException attempt(Write write) {
    Setting setting = write.setting();
    try {
      files.write(write.file(), setting.value());
      return null;
    } catch (ErrnoException e) {
      Setting otherwise = setting.otherwise();
      if (e.errno() == Errno.ENOENT && otherwise != null) {
        return attempt(new Write(write.path(), otherwise));
      }
      boolean unknown =
          e.errno() == Errno.ENOENT || e.errno() == Errno.EOPNOTSUPP || e.errno() == ENOTSUPP;
      return setting.optional() && unknown ? null : e;
    }
  }
}
