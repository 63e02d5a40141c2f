package dev.limpet.formats.runtimespec;

import dev.limpet.formats.json.JsonIndent;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.NamespaceType;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.Spec;
import java.util.List;

/**
 * What the runtime can do on some machine, whatever this one can: the specification's features.md.
 *
 * @param mountOptions options of mounts that are no file system's own
 * @param capabilities those known by name
 * @param architectures the processors whose calls a filter can tell apart
 * @param systemd whether systemd may make the cgroups
 * @param version the runtime's
 */
public record Features(
    List<String> mountOptions,
    List<String> capabilities,
    List<String> architectures,
    boolean systemd,
    String version) {
  private static final String OLDEST = "1.0.0";

  private static final List<String> HOOKS =
      List.of(
          "prestart",
          "createRuntime",
          "createContainer",
          "startContainer",
          "poststart",
          "poststop");

  private static final List<String> SECCOMP_FLAGS =
      List.of(
          "SECCOMP_FILTER_FLAG_TSYNC",
          "SECCOMP_FILTER_FLAG_LOG",
          "SECCOMP_FILTER_FLAG_SPEC_ALLOW",
          "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV");

  /** As a text of lines. */
  public String toJson() {
    JsonWriter out = new JsonWriter().beginObject();
    out.member("ociVersionMin", OLDEST).member("ociVersionMax", Spec.VERSION);
    strings(out, "hooks", HOOKS);
    strings(out, "mountOptions", mountOptions);
    out.key("linux").beginObject();
    linux(out);
    out.endObject();
    out.key("annotations").beginObject().member("dev.limpet.version", version).endObject();
    return JsonIndent.of(out.endObject().toString());
  }

  private void linux(JsonWriter out) {
    out.key("namespaces").beginArray();
    for (NamespaceType type : NamespaceType.values()) {
      out.value(type.word());
    }
    out.endArray();
    strings(out, "capabilities", capabilities);
    out.key("cgroup").beginObject().member("v1", true).member("v2", true);
    out.member("systemd", systemd).member("systemdUser", systemd).member("rdma", true).endObject();
    out.key("seccomp").beginObject();
    seccomp(out);
    out.endObject();
    enabled(out, "apparmor", true);
    enabled(out, "selinux", true);
    enabled(out, "intelRdt", false);
    out.key("mountExtensions").beginObject();
    enabled(out, "idmap", true);
    out.endObject();
  }

  private void seccomp(JsonWriter out) {
    out.member("enabled", true).key("actions").beginArray();
    for (SeccompAction action : SeccompAction.values()) {
      out.value(action.name());
    }
    out.endArray().key("operators").beginArray();
    for (SeccompOperator operator : SeccompOperator.values()) {
      out.value(operator.name());
    }
    out.endArray();
    strings(out, "archs", architectures);
    strings(out, "knownFlags", SECCOMP_FLAGS);
    strings(out, "supportedFlags", SECCOMP_FLAGS);
  }

  private static void enabled(JsonWriter out, String key, boolean value) {
    out.key(key).beginObject().member("enabled", value).endObject();
  }

  private static void strings(JsonWriter out, String key, List<String> values) {
    out.key(key).beginArray();
    for (String value : values) {
      out.value(value);
    }
    out.endArray();
  }
}
