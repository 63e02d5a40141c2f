package dev.limpet.formats.seccomp;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads profiles as people have them: {@code linux.seccomp} of the OCI runtime specification, and
 * docker's own format, which says in addition where a rule holds, with the {@code errno} of
 * podman's. What is not known is refused.
 *
 * <p>A file means what it means to docker and podman; {@link SeccompUnion} says how rules of one
 * call go together.
 */
public final class SeccompProfileJson {
  private static final int EPERM = 1;

  /** The largest number that a system call may return as an errno (linux/err.h). */
  private static final int MAX_ERRNO = 4095;

  private final SeccompMachine machine;
  private final List<String> unserved = new ArrayList<>();

  private SeccompProfileJson(SeccompMachine machine) {
    this.machine = machine;
  }

  /**
   * The profile.
   *
   * @param text of JSON
   * @param machine where it shall hold
   * @throws JsonException saying where something is wrong, and what
   */
  public static SeccompFile read(String text, SeccompMachine machine) {
    return new SeccompProfileJson(machine).file(JsonFields.of(JsonReader.read(text)));
  }

  private SeccompFile file(JsonFields file) {
    SeccompAction byDefault = SeccompWords.action(file.required("defaultAction"), false);
    int errno = errno(file, byDefault, "defaultErrnoRet", "defaultErrno");
    architectures(file);
    int flags = 0;
    for (JsonValue flag : file.array("flags")) {
      flags |= SeccompWords.flag(flag, false);
    }
    refuseListener(file, "listenerPath");
    refuseListener(file, "listenerMetadata");
    SeccompUnion union = new SeccompUnion(machine.architecture().syscalls(), byDefault, errno);
    for (JsonFields rule : file.objects("syscalls")) {
      rule(rule, union);
    }
    file.refuseOthers();
    SeccompProfile profile = new SeccompProfile(byDefault, errno, union.rules());
    List<String> notes = new ArrayList<>();
    if (!unserved.isEmpty()) {
      notes.add("calls of other architectures are not served: " + String.join(" ", unserved));
    }
    notes.addAll(union.notes());
    return new SeccompFile(profile, flags, notes);
  }

  private static void refuseListener(JsonFields file, String key) {
    JsonValue value = file.optional(key);
    if (value != null && !value.asString().isEmpty()) {
      throw JsonFields.wrong(
          value, "names an agent that listens to system calls: a box has none, leave it out");
    }
  }

  /** {@code architectures}, or docker's {@code archMap}. */
  private void architectures(JsonFields file) {
    JsonValue map = file.optional("archMap");
    List<JsonValue> list = file.array("architectures");
    if (map != null && !map.asArray().isEmpty() && !list.isEmpty()) {
      throw JsonFields.wrong(map, "is there, and architectures too: leave one of them out");
    }
    for (JsonValue name : list) {
      served(SeccompWords.architecture(name));
    }
    for (JsonFields entry : file.objects("archMap")) {
      boolean ours =
          SeccompWords.architecture(entry.required("architecture")).equals(machine.ociName());
      for (JsonValue sub : entry.array("subArchitectures")) {
        String name = SeccompWords.architecture(sub);
        if (ours) {
          served(name);
        }
      }
      entry.refuseOthers();
    }
  }

  private void served(String name) {
    boolean ours = name.equals(machine.ociName()) || name.equals("SCMP_ARCH_NATIVE");
    if (!ours && !unserved.contains(name)) {
      unserved.add(name);
    }
  }

  private void rule(JsonFields rule, SeccompUnion union) {
    List<JsonValue> names = names(rule);
    SeccompAction action = SeccompWords.action(rule.required("action"), false);
    int errno = errno(rule, action, "errnoRet", "errno");
    List<SeccompArg> args = new ArrayList<>();
    for (JsonFields arg : rule.objects("args")) {
      args.add(arg(arg));
      arg.refuseOthers();
    }
    rule.optionalString("comment");
    boolean holds = DockerCondition.holds(rule, machine);
    rule.refuseOthers();
    if (holds) {
      for (JsonValue name : names) {
        union.add(new SeccompSyscall(List.of(name.asString()), action, errno, args));
      }
    }
  }

  /** {@code names}, or {@code name} of docker's older profiles. */
  private static List<JsonValue> names(JsonFields rule) {
    JsonValue name = rule.optional("name");
    List<JsonValue> names = rule.array("names");
    if (name != null && !name.asString().isEmpty()) {
      if (!names.isEmpty()) {
        throw JsonFields.wrong(name, "is there, and names too: leave one of them out");
      }
      return List.of(name);
    }
    if (names.isEmpty()) {
      throw new JsonException(rule.place(), rule.place().path() + " names no system call");
    }
    for (JsonValue each : names) {
      if (each.asString().isEmpty()) {
        throw JsonFields.wrong(each, "is empty, and the name of a system call is wanted");
      }
    }
    return names;
  }

  static SeccompArg arg(JsonFields arg) {
    JsonValue index = arg.required("index");
    long number = index.asLong();
    if (number < 0 || number > 5) {
      throw JsonFields.wrong(
          index, "is " + number + ", and a system call has the arguments 0 to 5");
    }
    long value = arg.required("value").asUnsignedLong();
    long two = arg.unsigned("valueTwo", 0);
    return new SeccompArg((int) number, value, two, SeccompWords.operator(arg.required("op")));
  }

  /**
   * The errno of an action: a number under one key, or podman's name for it under the other, which
   * is null where there is no such key.
   */
  static int errno(JsonFields fields, SeccompAction action, String key, @Nullable String nameKey) {
    JsonValue number = fields.optional(key);
    JsonValue name = nameKey == null ? null : fields.optional(nameKey);
    if (name != null && name.asString().isEmpty()) {
      name = null;
    }
    if (action != SeccompAction.SCMP_ACT_ERRNO && action != SeccompAction.SCMP_ACT_TRACE) {
      refuseErrno(number, action);
      refuseErrno(name, action);
      return 0;
    }
    int most = action == SeccompAction.SCMP_ACT_ERRNO ? MAX_ERRNO : 0xffff;
    int errno = (int) fields.integer(key, 0, most, EPERM);
    if (name == null) {
      return errno;
    }
    int itsNumber = SeccompWords.errno(name);
    if (number != null && errno != itsNumber) {
      throw JsonFields.wrong(
          name, "is " + name.asString() + ", which is " + itsNumber + ", but " + key + " " + errno);
    }
    return itsNumber;
  }

  private static void refuseErrno(@Nullable JsonValue value, SeccompAction action) {
    if (value != null) {
      throw JsonFields.wrong(value, "is there, and " + action + " has no errno: leave it out");
    }
  }
}
