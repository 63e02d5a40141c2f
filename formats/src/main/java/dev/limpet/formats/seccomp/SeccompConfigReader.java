package dev.limpet.formats.seccomp;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code linux.seccomp} of a config.json: what {@link SeccompProfileJson} does without
 * docker's additions, and with an agent that listens.
 */
public final class SeccompConfigReader {
  private SeccompConfigReader() {}

  /**
   * The configuration.
   *
   * @throws JsonException saying where something is wrong, and what
   */
  public static SeccompConfig read(JsonFields seccomp) {
    JsonValue defaultAction = seccomp.required("defaultAction");
    SeccompAction byDefault = SeccompWords.action(defaultAction, true);
    if (byDefault == SeccompAction.SCMP_ACT_NOTIFY) {
      throw JsonFields.wrong(
          defaultAction, "is SCMP_ACT_NOTIFY, which would ask about the answers, too");
    }
    int errno = SeccompProfileJson.errno(seccomp, byDefault, "defaultErrnoRet", null);
    List<String> architectures = new ArrayList<>();
    for (JsonValue name : seccomp.array("architectures")) {
      architectures.add(SeccompWords.architecture(name));
    }
    int flags = 0;
    for (JsonValue flag : seccomp.array("flags")) {
      flags |= SeccompWords.flag(flag, true);
    }
    String listener = text(seccomp, "listenerPath");
    List<SeccompSyscall> rules = new ArrayList<>();
    for (JsonFields rule : seccomp.objects("syscalls")) {
      rules.add(rule(rule, listener != null));
    }
    SeccompProfile profile = new SeccompProfile(byDefault, errno, rules);
    String metadata = text(seccomp, "listenerMetadata");
    return new SeccompConfig(profile, architectures, flags, listener, metadata);
  }

  private static @Nullable String text(JsonFields seccomp, String key) {
    String text = seccomp.optionalString(key);
    return text == null || text.isEmpty() ? null : text;
  }

  private static SeccompSyscall rule(JsonFields rule, boolean heard) {
    List<String> names = new ArrayList<>();
    for (JsonValue name : rule.required("names").asArray()) {
      names.add(name.asString());
    }
    if (names.isEmpty()) {
      throw JsonFields.wrong(rule.required("names"), "names no system call");
    }
    JsonValue word = rule.required("action");
    SeccompAction action = SeccompWords.action(word, true);
    if (action == SeccompAction.SCMP_ACT_NOTIFY && !heard) {
      throw JsonFields.wrong(word, "is SCMP_ACT_NOTIFY, and there is no listenerPath");
    }
    if (action == SeccompAction.SCMP_ACT_NOTIFY && names.contains("write")) {
      // Who sends the listener away has to write afterwards.
      throw JsonFields.wrong(
          word, "is SCMP_ACT_NOTIFY, which cannot be of " + JsonWriter.quoted("write"));
    }
    List<SeccompArg> args = new ArrayList<>();
    for (JsonFields arg : rule.objects("args")) {
      args.add(SeccompProfileJson.arg(arg));
    }
    int errno = SeccompProfileJson.errno(rule, action, "errnoRet", null);
    return new SeccompSyscall(names, action, errno, args);
  }
}
