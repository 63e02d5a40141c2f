package dev.limpet.oci.cgroup;

import dev.limpet.formats.json.JsonNumber;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.json.Place;
import dev.limpet.linux.DirectoryEntries;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.cgroup.CgroupFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container uses, in the members of runc's {@code events}: those who read it know these. */
final class Statistics {
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final String NO_LIMIT = "18446744073709551615";

  private final Kernel kernel;
  private final CgroupFiles files;
  private final ContainerCgroup cgroup;
  private final JsonWriter out = new JsonWriter();

  Statistics(Kernel kernel, ContainerCgroup cgroup) {
    this.kernel = kernel;
    this.files = new CgroupFiles(kernel);
    this.cgroup = cgroup;
  }

  /** An event in one line. */
  String event(String id) {
    out.beginObject().member("type", "stats").member("id", id).key("data").beginObject();
    out.key("cpu").beginObject();
    processors();
    out.endObject().key("memory").beginObject();
    memory();
    out.endObject().key("pids").beginObject();
    CgroupPath pids = holding("pids");
    number("current", pids, "pids.current");
    limit("limit", pids, "pids.max");
    out.endObject().key("blkio").beginObject();
    disks();
    out.endObject().key("hugetlb").beginObject();
    hugepages();
    return out.endObject().endObject().endObject().toString();
  }

  /** The cgroup that has the controller, whichever version. */
  private @Nullable CgroupPath holding(String controller) {
    CgroupPath version1 = cgroup.ofVersion1(controller);
    return version1 == null ? cgroup.unified() : version1;
  }

  private void number(String key, @Nullable CgroupPath path, String file) {
    long value = path == null ? -1 : files.number(path.file(file));
    if (value >= 0) {
      out.member(key, value);
    }
  }

  private void limit(String key, @Nullable CgroupPath path, String file) {
    if (path != null && files.words(path.file(file)).equals(List.of("max"))) {
      out.key(key).value(new JsonNumber(Place.root(1, 1), NO_LIMIT));
    } else {
      number(key, path, file);
    }
  }

  private void processors() {
    CgroupPath account = cgroup.ofVersion1("cpuacct");
    CgroupPath unified = cgroup.unified();
    out.key("usage").beginObject();
    if (account != null) {
      number("total", account, "cpuacct.usage");
      out.key("percpu").beginArray();
      for (String word : files.words(account.file("cpuacct.usage_percpu"))) {
        out.value(Long.parseLong(word));
      }
      out.endArray();
      scaled("kernel", account.file("cpuacct.stat"), "system", NANOS_PER_TICK);
      scaled("user", account.file("cpuacct.stat"), "user", NANOS_PER_TICK);
    } else if (unified != null) {
      scaled("total", unified.file("cpu.stat"), "usage_usec", 1000);
      scaled("kernel", unified.file("cpu.stat"), "system_usec", 1000);
      scaled("user", unified.file("cpu.stat"), "user_usec", 1000);
    }
    out.endObject().key("throttling").beginObject();
    CgroupPath cpu = holding("cpu");
    if (cpu != null) {
      scaled("periods", cpu.file("cpu.stat"), "nr_periods", 1);
      scaled("throttledPeriods", cpu.file("cpu.stat"), "nr_throttled", 1);
      scaled("throttledTime", cpu.file("cpu.stat"), "throttled_time", 1);
      scaled("throttledTime", cpu.file("cpu.stat"), "throttled_usec", 1000);
    }
    out.endObject();
  }

  private void scaled(String key, String file, String name, long factor) {
    long value = files.number(file, name);
    if (value >= 0) {
      out.member(key, value * factor);
    }
  }

  private void memory() {
    CgroupPath version1 = cgroup.ofVersion1("memory");
    CgroupPath unified = cgroup.unified();
    if (version1 != null) {
      counter("usage", version1, "memory.");
      counter("swap", version1, "memory.memsw.");
      counter("kernel", version1, "memory.kmem.");
      counter("kernelTCP", version1, "memory.kmem.tcp.");
    } else if (unified != null) {
      out.key("usage").beginObject();
      limit("limit", unified, "memory.max");
      number("usage", unified, "memory.current");
      number("max", unified, "memory.peak");
      scaled("failcnt", unified.file("memory.events"), "max", 1);
      out.endObject().key("swap").beginObject();
      limit("limit", unified, "memory.swap.max");
      number("usage", unified, "memory.swap.current");
      out.endObject();
    }
    CgroupPath any = holding("memory");
    out.key("raw").beginObject();
    List<String> words = any == null ? List.of() : files.words(any.file("memory.stat"));
    for (int i = 0; i + 1 < words.size(); i += 2) {
      out.key(words.get(i)).value(new JsonNumber(Place.root(1, 1), words.get(i + 1)));
    }
    out.endObject();
  }

  private void counter(String key, CgroupPath path, String prefix) {
    out.key(key).beginObject();
    number("limit", path, prefix + "limit_in_bytes");
    number("usage", path, prefix + "usage_in_bytes");
    number("max", path, prefix + "max_usage_in_bytes");
    number("failcnt", path, prefix + "failcnt");
    out.endObject();
  }

  private void disks() {
    CgroupPath version1 = cgroup.ofVersion1("blkio");
    CgroupPath unified = cgroup.unified();
    if (version1 != null) {
      recursive(
          "ioServiceBytesRecursive", version1.file("blkio.throttle.io_service_bytes_recursive"));
      recursive("ioServicedRecursive", version1.file("blkio.throttle.io_serviced_recursive"));
    } else if (unified != null) {
      String stat = files.read(unified.file("io.stat"));
      new IoStat(out).write("ioServiceBytesRecursive", stat, "rbytes", "wbytes", "dbytes");
      new IoStat(out).write("ioServicedRecursive", stat, "rios", "wios", "dios");
    }
  }

  /** Lines such as {@code 8:0 Read 4096}; the sum at the end is no line of a device. */
  private void recursive(String key, String file) {
    out.key(key).beginArray();
    List<String> words = files.words(file);
    for (int i = 0; i + 2 < words.size(); i += 3) {
      IoStat.entry(out, words.get(i), words.get(i + 1), words.get(i + 2));
    }
    out.endArray();
  }

  private void hugepages() {
    CgroupPath version1 = cgroup.ofVersion1("hugetlb");
    CgroupPath path = holding("hugetlb");
    String suffix = version1 == null ? ".current" : ".usage_in_bytes";
    for (String name : path == null ? List.<String>of() : names(path.directory())) {
      boolean one = name.startsWith("hugetlb.") && name.endsWith("B" + suffix);
      String size = one ? name.substring(8, name.length() - suffix.length()) : "";
      if (one && path != null && size.indexOf('.') < 0) {
        String prefix = "hugetlb." + size;
        out.key(size).beginObject();
        number("usage", path, name);
        number("max", path, prefix + ".max_usage_in_bytes");
        number("failcnt", path, prefix + ".failcnt");
        out.endObject();
      }
    }
  }

  private List<String> names(String directory) {
    try (Fd fd = Fd.open(kernel, directory, Flags.O_RDONLY | Flags.O_DIRECTORY)) {
      return DirectoryEntries.names(kernel, fd.number());
    } catch (ErrnoException e) {
      return List.of();
    }
  }

  /** How often the kernel killed in the container because its memory was used up; -1: unknown. */
  long oomKills() {
    CgroupPath version1 = cgroup.ofVersion1("memory");
    CgroupPath unified = cgroup.unified();
    if (version1 != null) {
      return files.number(version1.file("memory.oom_control"), "oom_kill");
    }
    return unified == null ? -1 : files.number(unified.file("memory.events"), "oom_kill");
  }
}
