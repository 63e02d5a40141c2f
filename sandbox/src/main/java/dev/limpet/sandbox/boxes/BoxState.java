package dev.limpet.sandbox.boxes;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the state file of a box says.
 *
 * @param supervisor who holds it
 * @param guest its first program
 * @param since when that was executed, in milliseconds since 1970
 * @param command its arguments
 * @param detached whether the supervisor is a process of its own
 * @param confinement what else has to be done to a process that joins
 * @param ending null as long as it runs
 */
public record BoxState(
    ProcessId supervisor,
    ProcessId guest,
    long since,
    List<String> command,
    boolean detached,
    Confinement confinement,
    @Nullable Ending ending) {
  private static final int VERSION = 1;
  private static final int MAX_PID = 1 << 22;

  public BoxState {
    command = List.copyOf(command);
  }

  /**
   * How it ended.
   *
   * @param exitCode the exit code
   * @param timedOut whether its time was over
   * @param at when, in milliseconds since 1970
   */
  public record Ending(int exitCode, boolean timedOut, long at) {}

  /** The same box, ended. */
  BoxState ended(Ending how) {
    return new BoxState(supervisor, guest, since, command, detached, confinement, how);
  }

  /** As a text. */
  String toJson() {
    JsonWriter out = new JsonWriter().beginObject().member("version", VERSION);
    process(out, "supervisor", supervisor);
    process(out, "guest", guest);
    out.member("since", since).member("detached", detached);
    out.key("command").beginArray();
    for (String word : command) {
      out.value(word);
    }
    out.endArray();
    out.key("confinement");
    confinement.write(out);
    Ending how = ending;
    if (how != null) {
      out.key("ending").beginObject();
      out.member("exit_code", how.exitCode).member("timed_out", how.timedOut).member("at", how.at);
      out.endObject();
    }
    return out.endObject().toString();
  }

  private static void process(JsonWriter out, String key, ProcessId process) {
    out.key(key).beginObject();
    out.member("pid", process.pid()).member("start", process.start()).endObject();
  }

  /**
   * Reads what {@link #toJson} has written.
   *
   * @throws JsonException where the text is anything else
   */
  static BoxState parse(String text) {
    JsonFields state = JsonFields.of(JsonReader.read(text));
    long version = state.integer("version");
    if (version != VERSION) {
      throw new JsonException(state.place(), "it is of version " + version + ", not " + VERSION);
    }
    BoxState parsed =
        new BoxState(
            process(state.object("supervisor")),
            process(state.object("guest")),
            state.integer("since"),
            state.strings("command"),
            state.required("detached").asBoolean(),
            Confinement.read(state.object("confinement")),
            ending(state.optionalObject("ending")));
    state.refuseOthers();
    return parsed;
  }

  private static ProcessId process(JsonFields process) {
    ProcessId id =
        new ProcessId((int) process.integer("pid", 1, MAX_PID, 0), process.integer("start"));
    process.refuseOthers();
    if (id.pid() == 0) {
      throw new JsonException(process.place(), process.place().path() + " has no pid");
    }
    return id;
  }

  private static @Nullable Ending ending(@Nullable JsonFields ending) {
    if (ending == null) {
      return null;
    }
    long code = ending.integer("exit_code");
    if (code < 0 || code > 255) {
      throw new JsonException(ending.place(), "exit_code is " + code + ", not 0 to 255");
    }
    Ending parsed =
        new Ending((int) code, ending.required("timed_out").asBoolean(), ending.integer("at"));
    ending.refuseOthers();
    return parsed;
  }
}
