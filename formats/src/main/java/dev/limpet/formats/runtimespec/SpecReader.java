package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Hook;
import dev.limpet.formats.oci.Hooks;
import dev.limpet.formats.oci.Linux;
import dev.limpet.formats.oci.Mount;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Root;
import dev.limpet.formats.oci.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a config.json. */
public final class SpecReader {
  private SpecReader() {}

  /**
   * The Spec.
   *
   * @param text of JSON
   * @throws JsonException saying where something is wrong, and what
   */
  public static Spec read(String text) {
    JsonFields config = JsonFields.of(JsonReader.read(text));
    String version = version(config.required("ociVersion"));
    JsonFields process = config.optionalObject("process");
    JsonFields linux = config.optionalObject("linux");
    return new Spec(
        version,
        process == null ? Process.NONE : ProcessReader.read(process),
        root(config.object("root")),
        SpecValues.text(config, "hostname"),
        SpecValues.text(config, "domainname"),
        mounts(config),
        hooks(config.optionalObject("hooks")),
        linux == null ? Linux.NONE : LinuxReader.read(linux),
        annotations(config));
  }

  /** A version as semver.org has it, of which the first number is 1. */
  private static String version(JsonValue value) {
    String version = value.asString();
    int end = 0;
    while (end < version.length() && "-+".indexOf(version.charAt(end)) < 0) {
      end++;
    }
    int dots = 0;
    boolean wellFormed = end > 0;
    for (int i = 0; i < end; i++) {
      boolean dot = version.charAt(i) == '.';
      boolean last = i == end - 1 || version.charAt(i + 1) == '.';
      wellFormed &= dot ? !last : version.charAt(i) >= '0' && version.charAt(i) <= '9';
      dots += dot ? 1 : 0;
    }
    if (!wellFormed || dots != 2 || !version.startsWith("1.")) {
      throw JsonFields.wrong(
          value, "is " + JsonWriter.quoted(version) + ", and a version such as 1.2.0 is wanted");
    }
    return version;
  }

  private static Root root(JsonFields root) {
    JsonValue path = root.required("path");
    if (path.asString().isEmpty()) {
      throw JsonFields.wrong(path, "is empty, and the path of a directory is wanted");
    }
    return new Root(path.asString(), root.flag("readonly", false), Root.Submounts.KEPT);
  }

  private static List<Mount> mounts(JsonFields config) {
    List<Mount> mounts = new ArrayList<>();
    for (JsonFields mount : config.objects("mounts")) {
      mounts.add(mount(mount));
    }
    return mounts;
  }

  /**
   * A bind is said by its options, whatever its type; a relative destination is one below the root.
   */
  private static Mount mount(JsonFields mount) {
    JsonValue destination = mount.required("destination");
    String path = destination.asString();
    if (path.isEmpty()) {
      throw JsonFields.wrong(destination, "is empty, and a path in the container is wanted");
    }
    String type = mount.optionalString("type");
    String source = mount.optionalString("source");
    List<String> options = mount.strings("options");
    boolean bind = options.contains("bind") || options.contains("rbind");
    Mount read =
        new Mount(
            path.startsWith("/") ? path : "/" + path,
            bind ? "bind" : type == null ? "" : type,
            source == null ? "" : source,
            options,
            SpecValues.mappings(mount, "uidMappings"),
            SpecValues.mappings(mount, "gidMappings"));
    if (read.uidMappings().isEmpty() != read.gidMappings().isEmpty()) {
      throw new JsonException(
          mount.place(),
          mount.place().path() + " has one of uidMappings and gidMappings, and both are wanted");
    }
    return read;
  }

  private static Hooks hooks(@Nullable JsonFields hooks) {
    if (hooks == null) {
      return Hooks.NONE;
    }
    return new Hooks(
        hooks(hooks, "prestart"),
        hooks(hooks, "createRuntime"),
        hooks(hooks, "createContainer"),
        hooks(hooks, "startContainer"),
        hooks(hooks, "poststart"),
        hooks(hooks, "poststop"));
  }

  private static List<Hook> hooks(JsonFields hooks, String key) {
    List<Hook> all = new ArrayList<>();
    for (JsonFields hook : hooks.objects(key)) {
      all.add(
          new Hook(
              SpecValues.absolute(hook.required("path")),
              hook.strings("args"),
              hook.strings("env"),
              (int) hook.integer("timeout", 1, Integer.MAX_VALUE, 0)));
    }
    return all;
  }

  private static Map<String, String> annotations(JsonFields config) {
    Map<String, String> annotations = config.texts("annotations");
    JsonValue value = config.optional("annotations");
    if (value instanceof JsonObject object && object.get("") != null) {
      throw JsonFields.wrong(value, "has an annotation without a name");
    }
    return annotations;
  }
}
