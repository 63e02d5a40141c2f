package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompAction;
import dev.limpet.formats.oci.SeccompArg;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.Map;

/**
 * What a profile says of a call, read off its rules one by one: what the compiler is held against.
 */
final class ProfileEvaluator {
  private static final int ENOSYS = 0x00050026;
  private static final int KILL_PROCESS = 0x80000000;

  private final SeccompProfile profile;
  private final Architecture architecture;
  private final Map<String, Integer> numbers;

  ProfileEvaluator(SeccompProfile profile, Architecture architecture) {
    this.profile = profile;
    this.architecture = architecture;
    this.numbers = architecture.syscalls().numbers();
  }

  int verdict(int nr, int auditArch, long... args) {
    if (auditArch != architecture.audit()) {
      return KILL_PROCESS;
    }
    int highest = -1;
    SeccompSyscall first = null;
    for (SeccompSyscall rule : profile.syscalls()) {
      for (String name : rule.names()) {
        Integer number = numbers.get(name);
        if (number != null) {
          highest = Math.max(highest, number);
          first = first == null && number == nr && matches(rule, args) ? rule : first;
        }
      }
    }
    boolean refuses = profile.defaultAction() == SeccompAction.SCMP_ACT_ERRNO && highest >= 0;
    boolean x32 =
        architecture == Architecture.X86_64 && Integer.compareUnsigned(nr, 0x40000000) >= 0;
    if (x32 && (nr != -1 || refuses)) {
      return ENOSYS;
    }
    if (first != null) {
      return first.action().verdict(first.errnoRet());
    }
    boolean younger = Integer.compareUnsigned(nr, highest) > 0;
    return refuses && younger ? ENOSYS : profile.defaultAction().verdict(profile.defaultErrnoRet());
  }

  private static boolean matches(SeccompSyscall rule, long... args) {
    for (SeccompArg condition : rule.args()) {
      long value = condition.index() < args.length ? args[condition.index()] : 0;
      int order = Long.compareUnsigned(value, condition.value());
      boolean holds =
          switch (condition.op()) {
            case SCMP_CMP_NE -> order != 0;
            case SCMP_CMP_LT -> order < 0;
            case SCMP_CMP_LE -> order <= 0;
            case SCMP_CMP_EQ -> order == 0;
            case SCMP_CMP_GE -> order >= 0;
            case SCMP_CMP_GT -> order > 0;
            case SCMP_CMP_MASKED_EQ -> ((value ^ condition.valueTwo()) & condition.value()) == 0;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
