package dev.limpet.formats.seccomp;

import dev.limpet.formats.bpf.BpfInterpreter;
import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A profile as libseccomp compiles it, fed as runc does.
 *
 * <p>Two things that a {@link SeccompProfile} says cannot be told to libseccomp in one filter. It
 * drops a call's rules with conditions where there is one without: such a call goes to a filter of
 * its own, in which the latter's action is the default. And it refuses rules with the default
 * action: such a rule is left out, which for a call in which it could matter is refused here.
 */
final class LibseccompProfile {
  private static final int KILL_PROCESS = 0x80000000;

  private final Architecture architecture;
  private final int fallback;
  private final long[] program;

  /** Calls with and without conditions, by number; the others are in {@link #program}. */
  private final Map<Integer, long[]> mixed = new HashMap<>();

  /** Calls of the profile that are younger than the library, and not compared. */
  final TreeSet<String> younger = new TreeSet<>();

  LibseccompProfile(SeccompProfile profile, Architecture architecture, boolean optimized) {
    this.architecture = architecture;
    this.fallback = profile.defaultAction().verdict(profile.defaultErrnoRet());
    List<Libseccomp.Rule> plain = new ArrayList<>();
    for (Map.Entry<String, List<SeccompSyscall>> call : byName(profile).entrySet()) {
      int number = architecture.syscalls().number(call.getKey());
      if (number < 0) {
        continue;
      }
      int nativeNumber = Libseccomp.number(call.getKey());
      if (nativeNumber < 0 && Libseccomp.isNative(architecture)) {
        nativeNumber = number;
      }
      if (nativeNumber < 0) {
        younger.add(call.getKey());
      } else if (isMixed(call.getValue())) {
        mixed.put(number, compile(last(call.getValue()), rules(nativeNumber, call.getValue())));
      } else {
        plain.addAll(rules(nativeNumber, call.getValue()));
      }
    }
    plain.removeIf(rule -> rule.action() == fallback);
    this.program =
        Libseccomp.compile(
            fallback, KILL_PROCESS, architecture, optimized && !plain.isEmpty(), plain);
  }

  /**
   * The filter that runc has libseccomp make of rules as they stand in a file, each for one call.
   */
  LibseccompProfile(SeccompProfile file, Architecture architecture) {
    this.architecture = architecture;
    this.fallback = file.defaultAction().verdict(file.defaultErrnoRet());
    List<Libseccomp.Rule> rules = new ArrayList<>();
    for (SeccompSyscall rule : file.syscalls()) {
      int number = Libseccomp.number(rule.names().get(0));
      int action = rule.action().verdict(rule.errnoRet());
      long arguments = rule.args().stream().map(SeccompArg::index).distinct().count();
      if (number >= 0 && action != fallback && arguments == rule.args().size()) {
        rules.add(new Libseccomp.Rule(number, action, rule.args()));
      } else if (number >= 0 && action != fallback) {
        rule.args().forEach(arg -> rules.add(new Libseccomp.Rule(number, action, List.of(arg))));
      }
    }
    this.program = Libseccomp.compile(fallback, KILL_PROCESS, architecture, false, rules);
  }

  private long[] compile(int action, List<Libseccomp.Rule> rules) {
    rules.removeIf(rule -> rule.action() == action);
    return Libseccomp.compile(action, KILL_PROCESS, architecture, false, rules);
  }

  /** The rules of each call, those after one without conditions left out. */
  private static Map<String, List<SeccompSyscall>> byName(SeccompProfile profile) {
    Map<String, List<SeccompSyscall>> calls = new LinkedHashMap<>();
    for (SeccompSyscall rule : profile.syscalls()) {
      for (String name : rule.names()) {
        List<SeccompSyscall> its = calls.computeIfAbsent(name, _ -> new ArrayList<>());
        if (its.isEmpty() || !its.getLast().args().isEmpty()) {
          its.add(rule);
        }
      }
    }
    return calls;
  }

  private static boolean isMixed(List<SeccompSyscall> its) {
    return its.size() > 1 && its.getLast().args().isEmpty();
  }

  private static int last(List<SeccompSyscall> its) {
    return its.getLast().action().verdict(its.getLast().errnoRet());
  }

  private static List<Libseccomp.Rule> rules(int number, List<SeccompSyscall> its) {
    List<Libseccomp.Rule> rules = new ArrayList<>();
    for (SeccompSyscall rule : its) {
      rules.add(new Libseccomp.Rule(number, rule.action().verdict(rule.errnoRet()), rule.args()));
    }
    return rules;
  }

  /** What libseccomp's filter says of the call. */
  int verdict(int nr, int auditArch, long... args) {
    long[] its = auditArch == architecture.audit() ? mixed.getOrDefault(nr, program) : program;
    return BpfInterpreter.run(its, SeccompData.words(nr, auditArch, args));
  }

  /**
   * What ours has to say. It differs in two things, on purpose: x32, which is an ABI of its own and
   * not served, gets ENOSYS and not what a bad architecture gets, as every kernel without x32
   * answers; and numbers above all that the profile names get ENOSYS where the rest gets an errno,
   * as runc patches into the filter of libseccomp.
   */
  int expected(SeccompProfile profile, int highest, int nr, int auditArch, long... args) {
    boolean ours = auditArch == architecture.audit();
    int enosys = SeccompAction.SCMP_ACT_ERRNO.verdict(38);
    boolean x32 =
        architecture == Architecture.X86_64 && Integer.compareUnsigned(nr, 0x40000000) >= 0;
    boolean above = highest >= 0 && Integer.compareUnsigned(nr, highest) > 0;
    if (ours && above && profile.defaultAction() == SeccompAction.SCMP_ACT_ERRNO) {
      return enosys;
    }
    // -1 is the number of a call that a tracer has taken away.
    if (ours && x32 && nr != -1) {
      return enosys;
    }
    return verdict(nr, auditArch, args);
  }
}
