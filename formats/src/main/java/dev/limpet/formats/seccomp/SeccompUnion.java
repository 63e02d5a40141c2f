package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts rules together as runc and libseccomp do, for whom their order does not count, into rules of
 * which the first that matches holds.
 *
 * <ul>
 *   <li>A rule whose action is the default's says nothing.
 *   <li>A rule without conditions holds instead of all others for its call; the first of several.
 *   <li>A rule with two conditions on one argument is a rule for each condition: it is enough that
 *       one of them holds.
 *   <li>What else overlaps is not defined there; here the first holds.
 * </ul>
 */
final class SeccompUnion {
  private final SyscallTable table;
  private final SeccompSyscall byDefault;
  private final Map<String, List<SeccompSyscall>> calls = new LinkedHashMap<>();
  private final List<String> absent = new ArrayList<>();
  private final List<String> overruled = new ArrayList<>();

  /**
   * No rules yet.
   *
   * @param table the calls that there are
   * @param action the default
   * @param errno the default's
   */
  SeccompUnion(SyscallTable table, SeccompAction action, int errno) {
    this.table = table;
    this.byDefault = new SeccompSyscall(List.of(), action, errno, List.of());
  }

  /** Adds a rule for one call. */
  void add(SeccompSyscall rule) {
    String name = rule.names().get(0);
    if (table.number(name) < 0) {
      addOnce(absent, name);
      return;
    }
    List<SeccompSyscall> its = calls.get(name);
    if (its == null) {
      its = new ArrayList<>();
      calls.put(name, its);
    }
    boolean decided = !its.isEmpty() && its.get(0).args().isEmpty();
    if (!rule.args().isEmpty() && !decided) {
      its.addAll(alternatives(rule));
    } else if (!rule.args().isEmpty()) {
      overrule(rule, its.get(0));
    } else if (!decided && verdict(rule) != verdict(byDefault)) {
      for (SeccompSyscall other : its) {
        overrule(other, rule);
      }
      its.clear();
      its.add(rule);
    }
  }

  private static List<SeccompSyscall> alternatives(SeccompSyscall rule) {
    int seen = 0;
    boolean twice = false;
    List<SeccompSyscall> each = new ArrayList<>();
    for (SeccompArg arg : rule.args()) {
      twice |= (seen & 1 << arg.index()) != 0;
      seen |= 1 << arg.index();
      each.add(new SeccompSyscall(rule.names(), rule.action(), rule.errnoRet(), List.of(arg)));
    }
    return twice ? each : List.of(rule);
  }

  private void overrule(SeccompSyscall rule, SeccompSyscall by) {
    if (verdict(rule) != verdict(by)) {
      addOnce(overruled, rule.names().get(0));
    }
  }

  private static void addOnce(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  private static int verdict(SeccompSyscall rule) {
    return rule.action().verdict(rule.errnoRet());
  }

  /** The rules: of those for one call the first that matches holds. All calls are named. */
  List<SeccompSyscall> rules() {
    List<SeccompSyscall> rules = new ArrayList<>();
    for (Map.Entry<String, List<SeccompSyscall>> call : calls.entrySet()) {
      int before = rules.size();
      for (SeccompSyscall rule : call.getValue()) {
        if (verdict(rule) != verdict(byDefault)) {
          rules.add(rule);
        }
      }
      if (rules.size() == before) {
        List<String> name = List.of(call.getKey());
        rules.add(new SeccompSyscall(name, byDefault.action(), byDefault.errnoRet(), List.of()));
      }
    }
    return rules;
  }

  /** What has no effect, a line for each reason. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!absent.isEmpty()) {
      notes.add("no system calls of this processor: " + String.join(" ", absent));
    }
    if (!overruled.isEmpty()) {
      notes.add(
          "conditions have no effect beside a rule without, as with docker: "
              + String.join(" ", overruled));
    }
    return notes;
  }
}
