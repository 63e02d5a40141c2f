package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code linux.resources} of a config.json.
 *
 * <p>Engines write a 0 for limits that nobody has asked for, where 0 would be of no use: it counts
 * as absent there, as with runc.
 */
public final class ResourcesReader {
  private static final long MAX = Long.MAX_VALUE;
  private static final List<String> RULE_TYPES = List.of("a", "b", "c");

  private ResourcesReader() {}

  /**
   * The resources of a file that is nothing but {@code resources}.
   *
   * @param text of JSON
   * @throws JsonException saying where something is wrong, and what
   */
  public static Resources read(String text) {
    return read(JsonFields.of(JsonReader.read(text)));
  }

  static Resources read(JsonFields resources) {
    return new Resources(
        memory(resources.optionalObject("memory")),
        cpu(resources.optionalObject("cpu")),
        pids(resources.optionalObject("pids")),
        blockIo(resources.optionalObject("blockIO")),
        hugepages(resources),
        network(resources.optionalObject("network")),
        rdma(resources.optional("rdma")),
        devices(resources),
        unified(resources.optional("unified"), resources.texts("unified")));
  }

  private static Resources.@Nullable Memory memory(@Nullable JsonFields memory) {
    if (memory == null) {
      return null;
    }
    return new Resources.Memory(
        limit(memory, "limit"),
        limit(memory, "reservation"),
        limit(memory, "swap"),
        limit(memory, "kernel"),
        limit(memory, "kernelTCP"),
        SpecValues.number(memory, "swappiness", 0, 200),
        memory.flag("disableOOMKiller", false),
        memory.flag("useHierarchy", false),
        memory.flag("checkBeforeUpdate", false));
  }

  /** A number from 1, or -1 for none. */
  private static @Nullable Long limit(JsonFields fields, String key) {
    Long limit = SpecValues.number(fields, key, -1, MAX);
    return limit == null || limit == 0 ? null : limit;
  }

  private static @Nullable Long positive(JsonFields fields, String key, long most) {
    Long number = SpecValues.number(fields, key, 0, most);
    return number == null || number == 0 ? null : number;
  }

  private static Resources.@Nullable Cpu cpu(@Nullable JsonFields cpu) {
    if (cpu == null) {
      return null;
    }
    return new Resources.Cpu(
        positive(cpu, "shares", MAX),
        limit(cpu, "quota"),
        SpecValues.number(cpu, "burst", 0, MAX),
        positive(cpu, "period", MAX),
        limit(cpu, "realtimeRuntime"),
        positive(cpu, "realtimePeriod", MAX),
        SpecValues.text(cpu, "cpus"),
        SpecValues.text(cpu, "mems"),
        SpecValues.number(cpu, "idle", 0, 1));
  }

  private static Resources.@Nullable Pids pids(@Nullable JsonFields pids) {
    if (pids == null) {
      return null;
    }
    pids.required("limit");
    Long limit = limit(pids, "limit");
    return limit == null ? null : new Resources.Pids(limit);
  }

  private static Resources.@Nullable BlockIo blockIo(@Nullable JsonFields io) {
    if (io == null) {
      return null;
    }
    List<Resources.DeviceWeight> weights = new ArrayList<>();
    for (JsonFields device : io.objects("weightDevice")) {
      weights.add(
          new Resources.DeviceWeight(
              number(device, "major"),
              number(device, "minor"),
              positive(device, "weight", 0xffff),
              positive(device, "leafWeight", 0xffff)));
    }
    return new Resources.BlockIo(
        positive(io, "weight", 0xffff),
        positive(io, "leafWeight", 0xffff),
        weights,
        throttles(io, "throttleReadBpsDevice"),
        throttles(io, "throttleWriteBpsDevice"),
        throttles(io, "throttleReadIOPSDevice"),
        throttles(io, "throttleWriteIOPSDevice"));
  }

  private static List<Resources.Throttle> throttles(JsonFields io, String key) {
    List<Resources.Throttle> throttles = new ArrayList<>();
    for (JsonFields device : io.objects(key)) {
      throttles.add(
          new Resources.Throttle(
              number(device, "major"),
              number(device, "minor"),
              device.required("rate").asUnsignedLong()));
    }
    return throttles;
  }

  private static long number(JsonFields device, String key) {
    device.required(key);
    return device.integer(key, 0, SpecValues.MAX_UINT32, 0);
  }

  private static List<Resources.HugepageLimit> hugepages(JsonFields resources) {
    List<Resources.HugepageLimit> limits = new ArrayList<>();
    for (JsonFields limit : resources.objects("hugepageLimits")) {
      JsonValue size = limit.required("pageSize");
      if (!isPageSize(size.asString())) {
        throw JsonFields.wrong(
            size,
            "is " + JsonWriter.quoted(size.asString()) + ", and a size such as 2MB is wanted");
      }
      limits.add(
          new Resources.HugepageLimit(size.asString(), limit.required("limit").asUnsignedLong()));
    }
    return limits;
  }

  private static boolean isPageSize(String size) {
    int digits = 0;
    while (digits < size.length() && size.charAt(digits) >= '0' && size.charAt(digits) <= '9') {
      digits++;
    }
    return digits > 0
        && size.charAt(0) != '0'
        && List.of("KB", "MB", "GB").contains(size.substring(digits));
  }

  private static Resources.@Nullable Network network(@Nullable JsonFields network) {
    if (network == null) {
      return null;
    }
    List<Resources.Priority> priorities = new ArrayList<>();
    for (JsonFields priority : network.objects("priorities")) {
      priority.required("priority");
      priorities.add(
          new Resources.Priority(
              priority.string("name"), priority.integer("priority", 0, SpecValues.MAX_UINT32, 0)));
    }
    return new Resources.Network(
        SpecValues.number(network, "classID", 0, SpecValues.MAX_UINT32), priorities);
  }

  private static Map<String, Resources.Rdma> rdma(@Nullable JsonValue value) {
    Map<String, Resources.Rdma> devices = new LinkedHashMap<>();
    if (value != null) {
      for (Map.Entry<String, JsonObject.Member> member : value.asObject().members().entrySet()) {
        JsonFields device = JsonFields.of(member.getValue().value());
        Long handles = SpecValues.number(device, "hcaHandles", 0, SpecValues.MAX_UINT32);
        Long objects = SpecValues.number(device, "hcaObjects", 0, SpecValues.MAX_UINT32);
        devices.put(member.getKey(), new Resources.Rdma(handles, objects));
      }
    }
    return devices;
  }

  private static List<Resources.DeviceRule> devices(JsonFields resources) {
    List<Resources.DeviceRule> rules = new ArrayList<>();
    for (JsonFields rule : resources.objects("devices")) {
      JsonValue type = SpecValues.said(rule, "type");
      rules.add(
          new Resources.DeviceRule(
              rule.required("allow").asBoolean(),
              type == null ? 'a' : SpecValues.oneOf(RULE_TYPES, "type of devices", type).charAt(0),
              deviceNumber(rule, "major"),
              deviceNumber(rule, "minor"),
              access(rule)));
    }
    return rules;
  }

  /** A number, or -1 or nothing for all. */
  private static @Nullable Long deviceNumber(JsonFields rule, String key) {
    Long number = SpecValues.number(rule, key, -1, SpecValues.MAX_UINT32);
    return number == null || number < 0 ? null : number;
  }

  private static String access(JsonFields rule) {
    JsonValue value = SpecValues.said(rule, "access");
    if (value == null) {
      return "rwm";
    }
    String access = value.asString();
    for (int i = 0; i < access.length(); i++) {
      if ("rwm".indexOf(access.charAt(i)) < 0) {
        throw JsonFields.wrong(
            value, "is " + JsonWriter.quoted(access) + ", and some of rwm is wanted");
      }
    }
    return access;
  }

  /** Names of files in one directory, and not of others. */
  private static Map<String, String> unified(@Nullable JsonValue value, Map<String, String> files) {
    for (String file : files.keySet()) {
      boolean named = !file.isEmpty() && !file.equals(".") && !file.equals("..");
      if (value != null && (!named || file.indexOf('/') >= 0)) {
        throw JsonFields.wrong(
            value, "names " + JsonWriter.quoted(file) + ", which is no file of a cgroup");
      }
      // Those of the cgroup itself move, stop and kill processes, also those of others.
      if (value != null && (file.indexOf('.') <= 0 || file.startsWith("cgroup."))) {
        throw JsonFields.wrong(
            value,
            "names "
                + JsonWriter.quoted(file)
                + ", which is no file of a controller: leave it out");
      }
    }
    return files;
  }
}
