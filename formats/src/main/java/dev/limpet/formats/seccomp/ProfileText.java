package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompOperator;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a profile; {@code default.seccomp} says how it is written. */
public final class ProfileText {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  private ProfileText() {}

  /**
   * The profile that {@code text} describes.
   *
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  public static SeccompProfile parse(String text) {
    SeccompSyscall fallback = null;
    List<SeccompSyscall> rules = new ArrayList<>();
    boolean reason = false;
    int at = 0;
    int number = 0;
    while (at < text.length()) {
      int end = endOfRule(text, at);
      String rule = text.substring(at, end);
      number++;
      if (rule.startsWith("==")) {
        reason = true;
      } else if (rule.startsWith("default ")) {
        fallback = rule(rule.substring("default ".length()), number);
      } else if (!rule.isBlank() && !rule.startsWith("#")) {
        if (!reason) {
          throw new IllegalArgumentException("rule " + number + " stands below no reason: " + rule);
        }
        rules.add(rule(rule, number));
      }
      at = end + 1;
    }
    if (fallback == null) {
      throw new IllegalArgumentException("the profile has no default");
    }
    return new SeccompProfile(fallback.action(), fallback.errnoRet(), rules);
  }

  /**
   * Where the rule ends that begins at {@code at}: the line's end that no indented line follows.
   */
  private static int endOfRule(String text, int at) {
    int end = text.indexOf('\n', at);
    while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == ' ') {
      end = text.indexOf('\n', end + 1);
    }
    return end < 0 ? text.length() : end;
  }

  private static SeccompSyscall rule(String text, int number) {
    Words words = new Words(text);
    String action = words.next();
    List<String> names = new ArrayList<>();
    List<SeccompArg> args = List.of();
    for (String word = words.next(); !word.isEmpty(); word = words.next()) {
      if (word.equals("when")) {
        args = List.of(condition(words, number));
      } else if (args.isEmpty()) {
        names.add(word);
      } else {
        throw new IllegalArgumentException(
            "rule " + number + " goes on after its condition: " + word);
      }
    }
    return switch (action) {
      case "allow" -> new SeccompSyscall(names, SeccompAction.SCMP_ACT_ALLOW, 0, args);
      case "EPERM" -> new SeccompSyscall(names, SeccompAction.SCMP_ACT_ERRNO, EPERM, args);
      case "ENOSYS" -> new SeccompSyscall(names, SeccompAction.SCMP_ACT_ERRNO, ENOSYS, args);
      default ->
          throw new IllegalArgumentException("rule " + number + " has no such action: " + action);
    };
  }

  /** {@code argN & MASK == VALUE}. */
  private static SeccompArg condition(Words words, int number) {
    String arg = words.next();
    if (!arg.startsWith("arg") || !words.next().equals("&")) {
      throw new IllegalArgumentException("rule " + number + ": argN & MASK == VALUE is wanted");
    }
    long mask = Long.decode(words.next());
    if (!words.next().equals("==")) {
      throw new IllegalArgumentException("rule " + number + ": == is wanted after the mask");
    }
    long value = Long.decode(words.next());
    int index = Integer.parseInt(arg.substring("arg".length()));
    return new SeccompArg(index, mask, value, SeccompOperator.SCMP_CMP_MASKED_EQ);
  }
}
