package dev.limpet.oci.systemd;

import dev.limpet.formats.dbus.DbusValue;
import dev.limpet.formats.oci.Resources;
import dev.limpet.oci.cgroup.Quota;
import dev.limpet.oci.cgroup.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container may use in the words of systemd. The files of the cgroups are written as well,
 * which know more; but what systemd has a word for it would set back.
 */
final class Limits {
  private final int version;
  private final boolean unified;
  private final Quota now;
  private final List<Property> properties = new ArrayList<>();

  /**
   * Words of a version of systemd.
   *
   * @param unified whether the cgroups are of version 2
   * @param now the quota that the container has
   */
  Limits(int version, boolean unified, Quota now) {
    this.version = version;
    this.unified = unified;
    this.now = now;
  }

  /** The properties for {@code resources}; those that are not said stay. */
  List<Property> of(Resources resources) {
    memory(resources.memory());
    cpu(resources.cpu());
    Resources.Pids pids = resources.pids();
    if (pids != null) {
      tasks(pids.limit());
    }
    Resources.BlockIo io = resources.blockIO();
    Long weight = io == null ? null : io.weight();
    if (weight != null && weight != 0) {
      number(unified ? "IOWeight" : "BlockIOWeight", unified ? ioWeight(weight) : weight);
    }
    if (unified) {
      for (Map.Entry<String, String> file : resources.unified().entrySet()) {
        file(file.getKey(), file.getValue().strip());
      }
    }
    return properties;
  }

  private void number(String name, long value) {
    properties.add(Property.number(name, Math.max(-1, value)));
  }

  /** 1 to 1000 with 100 in the middle are 1 to 10000 for systemd, which converts them back. */
  private static long ioWeight(long weight) {
    return weight <= 100
        ? Math.max(1, weight)
        : 100 + (weight - 100) * (10_000 - 100) / (1000 - 100);
  }

  private void memory(Resources.@Nullable Memory memory) {
    if (memory == null) {
      return;
    }
    Long limit = memory.limit();
    Long swap = memory.swap();
    if (limit != null && limit != 0) {
      number(unified ? "MemoryMax" : "MemoryLimit", limit);
    }
    if (!unified) {
      return;
    }
    if (swap != null && swap >= 0 && limit != null && swap >= limit) {
      number("MemorySwapMax", swap - limit);
    } else if ((swap != null && swap < 0) || (swap == null && limit != null && limit < 0)) {
      number("MemorySwapMax", -1);
    }
    Long reservation = memory.reservation();
    if (reservation != null) {
      number("MemoryLow", reservation);
    }
  }

  private static boolean isSaid(@Nullable Long value) {
    return value != null && value != 0;
  }

  private void cpu(Resources.@Nullable Cpu cpu) {
    if (cpu == null) {
      return;
    }
    Long shares = cpu.shares();
    if (shares != null && shares != 0) {
      number(unified ? "CPUWeight" : "CPUShares", unified ? Shares.weight(shares) : shares);
    }
    if (isSaid(cpu.quota()) || isSaid(cpu.period())) {
      quota(now.changedBy(cpu));
    }
    if (unified) {
      mask("AllowedCPUs", cpu.cpus());
      mask("AllowedMemoryNodes", cpu.mems());
    }
  }

  private void quota(Quota quota) {
    if (version >= 242) {
      number("CPUQuotaPeriodUSec", quota.period());
    }
    number("CPUQuotaPerSecUSec", Percents.perSecond(quota));
  }

  private void mask(String name, @Nullable String list) {
    byte[] bits = list == null || version < 244 ? null : CpuMask.of(list);
    if (bits != null) {
      properties.add(new Property(name, DbusValue.bytes(bits)));
    }
  }

  /** systemd takes no 0. */
  private void tasks(long limit) {
    number("TasksMax", limit == 0 ? 1 : limit);
  }

  /** A file of version 2, where systemd has a word for it. */
  private void file(String name, String value) {
    switch (name) {
      case "memory.max" -> said("MemoryMax", value);
      case "memory.high" -> said("MemoryHigh", value);
      case "memory.low" -> said("MemoryLow", value);
      case "memory.min" -> said("MemoryMin", value);
      case "memory.swap.max" -> said("MemorySwapMax", value);
      case "cpu.weight" -> said("CPUWeight", value);
      case "cpuset.cpus" -> mask("AllowedCPUs", value);
      case "cpuset.mems" -> mask("AllowedMemoryNodes", value);
      case "pids.max" -> {
        Long limit = limit(value);
        if (limit != null) {
          tasks(limit);
        }
      }
      case "cpu.max" -> {
        int space = value.indexOf(' ');
        Long quota = limit(space < 0 ? value : value.substring(0, space));
        Long period = space < 0 ? Long.valueOf(now.period()) : limit(value.substring(space + 1));
        if (quota != null && period != null && period > 0) {
          quota(new Quota(quota, period));
        }
      }
      default -> {} // of which systemd knows nothing
    }
  }

  private void said(String name, String value) {
    Long limit = limit(value);
    if (limit != null) {
      number(name, limit);
    }
  }

  /** -1 for no limit; null for what is no number: the kernel will say so. */
  private static @Nullable Long limit(String value) {
    if (value.equals("max")) {
      return -1L;
    }
    try {
      long number = Long.parseLong(value);
      return number < 0 ? null : Long.valueOf(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
