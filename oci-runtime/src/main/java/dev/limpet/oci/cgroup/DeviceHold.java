package dev.limpet.oci.cgroup;

import dev.limpet.formats.oci.Resources.DeviceRule;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.RefusedException;
import dev.limpet.sandbox.StepFailedException;
import java.util.List;

/** Holds a container to its rules for devices: by files of version 1, or a program in version 2. */
final class DeviceHold {
  private final Kernel kernel;

  DeviceHold(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Holds it. Nothing is done for who is not root of the machine: no process of theirs can make a
   * file of a device, and those that are there have their permissions.
   *
   * @param rules those of the config.json
   */
  void set(ContainerCgroup cgroup, List<DeviceRule> rules) {
    if (!Cgroups.isRootOfTheMachine(kernel)) {
      return;
    }
    CgroupPath version1 = cgroup.ofVersion1("devices");
    CgroupPath unified = cgroup.unified();
    if (version1 != null) {
      write(version1, DeviceRules.around(rules));
    } else if (unified != null) {
      attach(unified, DeviceRules.around(rules));
    } else if (!rules.isEmpty()) {
      throw new RefusedException(
          "linux.resources.devices cannot be held: no cgroup with the controller devices may be"
              + " made here: leave them out");
    }
  }

  private void write(CgroupPath path, List<DeviceRule> rules) {
    int next = 0;
    while (next < rules.size()) {
      int end = next + 1;
      while (end < rules.size() && rules.get(end).allow() == rules.get(next).allow()) {
        end++;
      }
      boolean allow = rules.get(next).allow();
      write(path.file(allow ? "devices.allow" : "devices.deny"), rules.subList(next, end));
      next = end;
    }
  }

  /** Each line is a write of its own. */
  private void write(String path, List<DeviceRule> rules) {
    try (Fd file = Fd.open(kernel, path, Flags.O_WRONLY)) {
      for (DeviceRule rule : rules) {
        for (String line : DeviceRules.lines(rule)) {
          file.write(OsString.encode(line));
        }
      }
    } catch (ErrnoException e) {
      throw new StepFailedException("write linux.resources.devices to " + path, e, "");
    }
  }

  /** The new program first: between both, only what both allow can be done. */
  private void attach(CgroupPath path, List<DeviceRule> rules) {
    int type = Flags.BPF_CGROUP_DEVICE;
    try (Fd cgroup = Fd.open(kernel, path.directory(), Flags.O_RDONLY | Flags.O_DIRECTORY)) {
      int[] before = kernel.bpf_prog_query(cgroup.number(), type);
      long[] instructions = DeviceProgram.of(rules);
      try (Fd program =
          new Fd(
              kernel,
              kernel.bpf_prog_load(Flags.BPF_PROG_TYPE_CGROUP_DEVICE, type, instructions))) {
        kernel.bpf_prog_attach(cgroup.number(), program.number(), type, Flags.BPF_F_ALLOW_MULTI);
      }
      for (int id : before) {
        try (Fd old = new Fd(kernel, kernel.bpf_prog_get_fd_by_id(id))) {
          kernel.bpf_prog_detach(cgroup.number(), old.number(), type);
        }
      }
    } catch (ErrnoException e) {
      throw new StepFailedException(
          "hold the cgroup " + path.directory() + " to linux.resources.devices", e, "");
    }
  }
}
