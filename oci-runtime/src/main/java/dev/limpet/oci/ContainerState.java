package dev.limpet.oci;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonObject;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.oci.cgroup.ContainerCgroup;
import dev.limpet.oci.systemd.Unit;
import dev.limpet.sandbox.boxes.ProcessId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a container between the verbs.
 *
 * @param ociVersion that of its config.json
 * @param creator who makes it: without that process what is not created will never be
 * @param init its first process; null until there is one
 * @param created whether it has been created, from where on it is for {@code start} and {@code
 *     delete} to go on
 * @param bundle the directory of its config.json, absolute
 * @param rootfs the directory of its root, absolute
 * @param since when it was created, as RFC 3339 has it
 * @param owner the user id of who created it
 * @param unit the unit of systemd's that it is in; null where systemd is not asked
 * @param hooks whether its config.json has any for what comes after its creation
 * @param cgroups where its cgroups are
 * @param annotations those of its config.json
 */
record ContainerState(
    String ociVersion,
    ProcessId creator,
    @Nullable ProcessId init,
    boolean created,
    String bundle,
    String rootfs,
    String since,
    int owner,
    @Nullable Unit unit,
    boolean hooks,
    ContainerCgroup cgroups,
    Map<String, String> annotations) {
  private static final int MAX_PID = 1 << 22;

  /** The same with the first process. */
  ContainerState begun(ProcessId first) {
    return with(first, false, unit, cgroups);
  }

  /** The same with these cgroups. */
  ContainerState in(ContainerCgroup groups) {
    return with(init, created, unit, groups);
  }

  /** The same in a unit. */
  ContainerState inUnit(@Nullable Unit place) {
    return with(init, created, place, cgroups);
  }

  /** The same, created. */
  ContainerState finished() {
    return with(init, true, unit, cgroups);
  }

  private ContainerState with(
      @Nullable ProcessId first, boolean done, @Nullable Unit place, ContainerCgroup groups) {
    return new ContainerState(
        ociVersion,
        creator,
        first,
        done,
        bundle,
        rootfs,
        since,
        owner,
        place,
        hooks,
        groups,
        annotations);
  }

  /** All of it, in a line. */
  String line() {
    JsonWriter out = new JsonWriter().beginObject().member("ociVersion", ociVersion);
    process(out, "creator", creator);
    out.member("bundle", bundle).member("rootfs", rootfs).member("since", since);
    out.member("owner", Integer.toUnsignedLong(owner)).member("hooks", hooks);
    annotations(out, annotations);
    ProcessId first = init;
    if (first != null) {
      process(out, "init", first);
    }
    if (created) {
      out.member("created", true);
    }
    Unit asked = unit;
    if (asked != null) {
      out.key("unit");
      asked.write(out);
    }
    cgroups.write(out);
    return out.endObject() + "\n";
  }

  /**
   * A line with what has become of it since.
   *
   * @param told the same container in lines before
   */
  String lineAfter(ContainerState told) {
    JsonWriter out = new JsonWriter().beginObject();
    ProcessId first = init;
    if (first != null && !first.equals(told.init)) {
      process(out, "init", first);
    }
    if (created) {
      out.member("created", true);
    }
    if (!cgroups.areWhere(told.cgroups)) {
      cgroups.write(out);
    } else if (!cgroups.equals(told.cgroups)) {
      cgroups.writeMade(out);
    }
    return out.endObject() + "\n";
  }

  static void annotations(JsonWriter out, Map<String, String> annotations) {
    out.key("annotations").beginObject();
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      out.member(entry.getKey(), entry.getValue());
    }
    out.endObject();
  }

  private static void process(JsonWriter out, String key, ProcessId process) {
    out.key(key).beginObject();
    out.member("pid", process.pid()).member("start", process.start()).endObject();
  }

  /**
   * Reads lines: the first is a {@link #line}, in the others is what has become of it since. A last
   * one without an end was never told.
   *
   * @throws JsonException where they are none
   */
  static @Nullable ContainerState read(String text) {
    Map<String, JsonObject.Member> members = new LinkedHashMap<>();
    JsonObject last = null;
    int end = text.indexOf('\n');
    for (int at = 0; end >= 0; end = text.indexOf('\n', at)) {
      last = JsonReader.read(text.substring(at, end)).asObject();
      if (last.get(ContainerCgroup.CGROUPS) != null) {
        members.remove(ContainerCgroup.MADE);
      }
      members.putAll(last.members());
      at = end + 1;
    }
    return last == null ? null : read(JsonFields.of(new JsonObject(last.place(), members)));
  }

  private static ContainerState read(JsonFields fields) {
    JsonFields first = fields.optionalObject("init");
    JsonFields place = fields.optionalObject("unit");
    return new ContainerState(
        fields.string("ociVersion"),
        process(fields.object("creator")),
        first == null ? null : process(first),
        fields.flag("created", false),
        fields.string("bundle"),
        fields.string("rootfs"),
        fields.string("since"),
        (int) fields.unsigned("owner", 0),
        place == null ? null : Unit.read(place),
        fields.flag("hooks", true),
        ContainerCgroup.read(fields),
        fields.texts("annotations"));
  }

  private static ProcessId process(JsonFields fields) {
    return new ProcessId((int) fields.integer("pid", 1, MAX_PID, 0), fields.integer("start"));
  }
}
