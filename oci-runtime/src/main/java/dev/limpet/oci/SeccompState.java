package dev.limpet.oci;

import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.linux.Kernel;
import org.jspecify.annotations.Nullable;

/** The container process state of the specification: what a listener to system calls is told. */
final class SeccompState {
  private SeccompState() {}

  /** Connects to the listener; -1 where there is none. */
  static int listener(Kernel kernel, @Nullable SeccompConfig seccomp) {
    String path = seccomp == null ? null : seccomp.listenerPath();
    return path == null || path.isEmpty()
        ? -1
        : UnixSocket.connect(kernel, path, "linux.seccomp.listenerPath").release();
  }

  /** What the listener is told of the container's first process. */
  static String of(String version, @Nullable SeccompConfig seccomp, String state) {
    JsonValue pid = JsonReader.read(state).asObject().get("pid");
    return of(version, seccomp, state, pid == null ? 0 : pid.asLong());
  }

  /**
   * What it is told of a process of the container.
   *
   * @param state the container's
   * @param pid the process's, as the runtime sees it
   */
  static String of(String version, @Nullable SeccompConfig seccomp, String state, long pid) {
    JsonWriter out = new JsonWriter().beginObject().member("ociVersion", version);
    out.key("fds").beginArray().value("seccompFd").endArray();
    out.member("pid", pid);
    String metadata = seccomp == null ? null : seccomp.listenerMetadata();
    if (metadata != null) {
      out.member("metadata", metadata);
    }
    return out.key("state").value(JsonReader.read(state)).endObject().toString();
  }
}
