package dev.limpet.oci;

import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.SeccompConfig;
import org.jspecify.annotations.Nullable;

/** The container process state of the specification: what a listener to system calls is told. */
final class SeccompState {
  private SeccompState() {}

  static String of(String version, @Nullable SeccompConfig seccomp, String state) {
    JsonValue container = JsonReader.read(state);
    JsonValue pid = container.asObject().get("pid");
    JsonWriter out = new JsonWriter().beginObject().member("ociVersion", version);
    out.key("fds").beginArray().value("seccompFd").endArray();
    out.member("pid", pid == null ? 0 : pid.asLong());
    String metadata = seccomp == null ? null : seccomp.listenerMetadata();
    if (metadata != null) {
      out.member("metadata", metadata);
    }
    return out.key("state").value(container).endObject().toString();
  }
}
