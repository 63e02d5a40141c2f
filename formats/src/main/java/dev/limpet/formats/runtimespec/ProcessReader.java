package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.oci.Capabilities;
import dev.limpet.formats.oci.ConsoleSize;
import dev.limpet.formats.oci.ExecCpuAffinity;
import dev.limpet.formats.oci.IoPriority;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.ProcessorList;
import dev.limpet.formats.oci.Rlimit;
import dev.limpet.formats.oci.Scheduler;
import dev.limpet.formats.oci.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code process} of a config.json. */
public final class ProcessReader {
  private static final List<String> RLIMITS =
      List.of(
          "RLIMIT_AS",
          "RLIMIT_CORE",
          "RLIMIT_CPU",
          "RLIMIT_DATA",
          "RLIMIT_FSIZE",
          "RLIMIT_LOCKS",
          "RLIMIT_MEMLOCK",
          "RLIMIT_MSGQUEUE",
          "RLIMIT_NICE",
          "RLIMIT_NOFILE",
          "RLIMIT_NPROC",
          "RLIMIT_RSS",
          "RLIMIT_RTPRIO",
          "RLIMIT_RTTIME",
          "RLIMIT_SIGPENDING",
          "RLIMIT_STACK");

  private static final List<String> IO_CLASSES =
      List.of("IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");

  private ProcessReader() {}

  /**
   * The process of a file that is nothing but {@code process}.
   *
   * @param text of JSON
   * @throws JsonException saying where something is wrong, and what
   */
  public static Process read(String text) {
    return read(JsonFields.of(JsonReader.read(text)));
  }

  static Process read(JsonFields process) {
    boolean terminal = process.flag("terminal", false);
    Long adjustment = SpecValues.number(process, "oomScoreAdj", -1000, 1000);
    return new Process(
        args(process.required("args")),
        process.strings("env"),
        SpecValues.absolute(process.required("cwd")),
        false,
        user(process.optionalObject("user")),
        capabilities(process.optionalObject("capabilities")),
        process.flag("noNewPrivileges", false),
        rlimits(process),
        false,
        terminal,
        terminal ? consoleSize(process.optionalObject("consoleSize")) : null,
        SpecValues.text(process, "apparmorProfile"),
        SpecValues.text(process, "selinuxLabel"),
        adjustment == null ? null : adjustment.intValue(),
        scheduler(process.optionalObject("scheduler")),
        ioPriority(process.optionalObject("ioPriority")),
        affinity(process.optionalObject("execCPUAffinity")));
  }

  private static List<String> args(JsonValue args) {
    List<String> words = new ArrayList<>();
    for (JsonValue word : args.asArray()) {
      words.add(word.asString());
    }
    if (words.isEmpty()) {
      throw JsonFields.wrong(args, "is empty, and the name of a program is wanted");
    }
    return words;
  }

  private static User user(@Nullable JsonFields user) {
    if (user == null) {
      return new User(0, 0);
    }
    List<Integer> groups = new ArrayList<>();
    for (JsonValue group : user.array("additionalGids")) {
      long id = group.asLong();
      if (id < 0 || id >= SpecValues.MAX_UINT32) {
        throw JsonFields.wrong(group, "is " + id + ", and the id of a group is wanted");
      }
      groups.add((int) id);
    }
    int umask = (int) user.integer("umask", 0, 0777, User.NO_UMASK);
    return new User(SpecValues.id(user, "uid", 0), SpecValues.id(user, "gid", 0), umask, groups);
  }

  /** Names that are not known are kept: the specification wants them told, and no failure. */
  private static Capabilities capabilities(@Nullable JsonFields sets) {
    if (sets == null) {
      return Capabilities.NONE;
    }
    return new Capabilities(
        sets.strings("bounding"),
        sets.strings("effective"),
        sets.strings("inheritable"),
        sets.strings("permitted"),
        sets.strings("ambient"));
  }

  private static List<Rlimit> rlimits(JsonFields process) {
    List<Rlimit> rlimits = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (JsonFields rlimit : process.objects("rlimits")) {
      JsonValue name = rlimit.required("type");
      String type = SpecValues.oneOf(RLIMITS, "limit of Linux", name);
      if (seen.contains(type)) {
        throw JsonFields.wrong(name, "is " + type + ", which is there already");
      }
      seen.add(type);
      JsonValue soft = rlimit.required("soft");
      long hard = rlimit.required("hard").asUnsignedLong();
      if (Long.compareUnsigned(soft.asUnsignedLong(), hard) > 0) {
        throw JsonFields.wrong(soft, "is above the hard limit");
      }
      rlimits.add(new Rlimit(type, soft.asUnsignedLong(), hard));
    }
    return rlimits;
  }

  private static @Nullable ConsoleSize consoleSize(@Nullable JsonFields size) {
    if (size == null) {
      return null;
    }
    size.required("height");
    size.required("width");
    return new ConsoleSize(
        (int) size.integer("height", 0, 0xffff, 0), (int) size.integer("width", 0, 0xffff, 0));
  }

  private static @Nullable Scheduler scheduler(@Nullable JsonFields scheduler) {
    if (scheduler == null) {
      return null;
    }
    List<String> flags = new ArrayList<>();
    for (JsonValue flag : scheduler.array("flags")) {
      flags.add(SpecValues.oneOf(Scheduler.FLAGS, "flag of a scheduler", flag));
    }
    return new Scheduler(
        SpecValues.oneOf(Scheduler.POLICIES, "policy of a scheduler", scheduler.required("policy")),
        (int) scheduler.integer("nice", -20, 19, 0),
        (int) scheduler.integer("priority", 0, 99, 0),
        flags,
        scheduler.unsigned("runtime", 0),
        scheduler.unsigned("deadline", 0),
        scheduler.unsigned("period", 0));
  }

  private static @Nullable IoPriority ioPriority(@Nullable JsonFields priority) {
    if (priority == null) {
      return null;
    }
    return new IoPriority(
        SpecValues.oneOf(IO_CLASSES, "class of I/O priorities", priority.required("class")),
        (int) priority.integer("priority", 0, 7, 0));
  }

  private static @Nullable ExecCpuAffinity affinity(@Nullable JsonFields affinity) {
    if (affinity == null) {
      return null;
    }
    return new ExecCpuAffinity(processors(affinity, "initial"), processors(affinity, "final"));
  }

  private static @Nullable ProcessorList processors(JsonFields affinity, String key) {
    JsonValue value = SpecValues.said(affinity, key);
    if (value == null) {
      return null;
    }
    ProcessorList list = new ProcessorList(value.asString());
    String fault = list.fault();
    if (fault != null) {
      throw JsonFields.wrong(value, fault);
    }
    return list;
  }
}
