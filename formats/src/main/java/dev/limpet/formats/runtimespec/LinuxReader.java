package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.oci.Device;
import dev.limpet.formats.oci.KernelParameter;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Namespace;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.Personality;
import dev.limpet.formats.oci.TimeOffset;
import dev.limpet.formats.seccomp.SeccompConfigReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code linux} of a config.json. */
final class LinuxReader {
  private static final List<String> CLOCKS = List.of("monotonic", "boottime");

  /** Docker says of subtrees what the specification says of all: {@code rslave}. */
  private static final List<String> PROPAGATIONS =
      List.of(
          "private",
          "shared",
          "slave",
          "unbindable",
          "rprivate",
          "rshared",
          "rslave",
          "runbindable");

  private static final List<String> DEVICE_TYPES = List.of("c", "b", "u", "p");

  /** Writers have the bits of the file's type in there, too, in Linux's place or in Go's. */
  private static final int MODE_BITS = 0777;

  private LinuxReader() {}

  static Linux read(JsonFields linux) {
    JsonFields resources = linux.optionalObject("resources");
    JsonFields seccomp = linux.optionalObject("seccomp");
    JsonValue propagation = SpecValues.said(linux, "rootfsPropagation");
    return new Linux(
        namespaces(linux),
        SpecValues.mappings(linux, "uidMappings"),
        SpecValues.mappings(linux, "gidMappings"),
        SpecValues.paths(linux, "maskedPaths"),
        SpecValues.paths(linux, "readonlyPaths"),
        List.of(),
        null,
        SpecValues.text(linux, "cgroupsPath"),
        resources == null ? null : ResourcesReader.read(resources),
        devices(linux),
        sysctl(linux.optional("sysctl")),
        propagation == null ? null : propagation(propagation),
        SpecValues.text(linux, "mountLabel"),
        timeOffsets(linux.optional("timeOffsets")),
        personality(linux.optionalObject("personality")),
        seccomp == null ? null : SeccompConfigReader.read(seccomp),
        linux.optional("intelRdt") != null);
  }

  private static String propagation(JsonValue value) {
    String word = SpecValues.oneOf(PROPAGATIONS, "propagation of mounts", value);
    return word.startsWith("r") ? word.substring(1) : word;
  }

  private static List<Namespace> namespaces(JsonFields linux) {
    List<Namespace> namespaces = new ArrayList<>();
    List<NamespaceType> seen = new ArrayList<>();
    for (JsonFields namespace : linux.objects("namespaces")) {
      JsonValue word = namespace.required("type");
      NamespaceType type = namespaceType(word);
      if (seen.contains(type)) {
        throw JsonFields.wrong(word, "is " + type.word() + ", which is there already");
      }
      seen.add(type);
      JsonValue path = SpecValues.said(namespace, "path");
      namespaces.add(new Namespace(type, path == null ? null : SpecValues.absolute(path)));
    }
    return namespaces;
  }

  private static NamespaceType namespaceType(JsonValue value) {
    List<String> words = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      if (type.word().equals(value.asString())) {
        return type;
      }
      words.add(type.word());
    }
    throw SpecValues.unknown(words, "kind of namespace", value);
  }

  private static List<Device> devices(JsonFields linux) {
    List<Device> devices = new ArrayList<>();
    for (JsonFields device : linux.objects("devices")) {
      String type = SpecValues.oneOf(DEVICE_TYPES, "type of device", device.required("type"));
      if (!type.equals("p")) {
        device.required("major");
        device.required("minor");
      }
      Long mode = SpecValues.number(device, "fileMode", 0, SpecValues.MAX_UINT32);
      devices.add(
          new Device(
              SpecValues.absolute(device.required("path")),
              type.charAt(0),
              device.integer("major", 0, 0xfff, 0),
              device.integer("minor", 0, 0xfffff, 0),
              mode == null ? null : mode.intValue() & MODE_BITS,
              SpecValues.optionalId(device, "uid"),
              SpecValues.optionalId(device, "gid")));
    }
    return devices;
  }

  private static Map<KernelParameter, String> sysctl(@Nullable JsonValue value) {
    Map<KernelParameter, String> parameters = new LinkedHashMap<>();
    if (value != null) {
      for (Map.Entry<String, JsonObject.Member> one : value.asObject().members().entrySet()) {
        JsonValue text = one.getValue().value();
        KernelParameter parameter = KernelParameter.named(one.getKey());
        if (parameter == null) {
          throw JsonFields.wrong(
              text, "is of no parameter's name: words between dots or slashes are wanted, no ..");
        }
        parameters.put(parameter, text.asString());
      }
    }
    return parameters;
  }

  private static Map<String, TimeOffset> timeOffsets(@Nullable JsonValue value) {
    Map<String, TimeOffset> offsets = new LinkedHashMap<>();
    if (value != null) {
      for (Map.Entry<String, JsonObject.Member> clock : value.asObject().members().entrySet()) {
        if (!CLOCKS.contains(clock.getKey())) {
          throw JsonFields.unknown(clock.getKey(), clock.getValue().keyPlace(), CLOCKS);
        }
        JsonFields offset = JsonFields.of(clock.getValue().value());
        long secs = offset.integer("secs", Long.MIN_VALUE, Long.MAX_VALUE, 0);
        long nanosecs = offset.integer("nanosecs", 0, 999_999_999, 0);
        offsets.put(clock.getKey(), new TimeOffset(secs, nanosecs));
      }
    }
    return offsets;
  }

  private static @Nullable Personality personality(@Nullable JsonFields personality) {
    if (personality == null) {
      return null;
    }
    JsonValue domain = personality.required("domain");
    List<String> flags = personality.strings("flags");
    if (!flags.isEmpty()) {
      throw new JsonException(
          personality.place(),
          personality.place().path() + ".flags is not empty, and Linux has no flag that is known");
    }
    return new Personality(
        SpecValues.oneOf(List.of("LINUX", "LINUX32"), "personality", domain), flags);
  }
}
