package dev.limpet.formats.seccomp;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code includes} and {@code excludes} of a rule: where docker's profiles have it hold. */
final class DockerCondition {
  private DockerCondition() {}

  /** Whether the rule holds on {@code machine}, for a process without capabilities. */
  static boolean holds(JsonFields rule, SeccompMachine machine) {
    boolean included = included(rule.optionalObject("includes"), machine);
    return !excluded(rule.optionalObject("excludes"), machine) && included;
  }

  /** All that is named must be the case. */
  private static boolean included(@Nullable JsonFields includes, SeccompMachine machine) {
    if (includes == null) {
      return true;
    }
    List<String> arches = includes.strings("arches");
    List<String> caps = includes.strings("caps");
    Boolean young = isYoungEnough(includes, machine);
    includes.refuseOthers();
    return (arches.isEmpty() || arches.contains(machine.goName()))
        && caps.isEmpty()
        && (young == null || young);
  }

  /** Any that is the case excludes the rule; a capability never is. */
  private static boolean excluded(@Nullable JsonFields excludes, SeccompMachine machine) {
    if (excludes == null) {
      return false;
    }
    List<String> arches = excludes.strings("arches");
    excludes.strings("caps");
    Boolean young = isYoungEnough(excludes, machine);
    excludes.refuseOthers();
    return arches.contains(machine.goName()) || (young != null && young);
  }

  private static @Nullable Boolean isYoungEnough(JsonFields condition, SeccompMachine machine) {
    JsonValue value = condition.optional("minKernel");
    if (value == null || value.asString().isEmpty()) {
      return null;
    }
    String version = value.asString();
    int dot = version.indexOf('.');
    int kernel = dot < 0 ? -1 : SeccompMachine.number(version.substring(0, dot));
    int major = dot < 0 ? -1 : SeccompMachine.number(version.substring(dot + 1));
    if (kernel < 0 || major < 0) {
      throw JsonFields.wrong(
          value, "is " + JsonWriter.quoted(version) + ", and such as \"4.8\" is wanted");
    }
    return machine.isAtLeast(kernel, major);
  }
}
