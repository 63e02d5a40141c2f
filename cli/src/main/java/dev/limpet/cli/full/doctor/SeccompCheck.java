package dev.limpet.cli.full.doctor;

/** Filters of system calls. */
final class SeccompCheck implements Check {
  private static final String NAME = "seccomp";

  @Override
  public Finding find(Facts facts) {
    String actions = " " + facts.text("/proc/sys/kernel/seccomp/actions_avail") + " ";
    for (String action : new String[] {"errno", "allow", "kill_process"}) {
      if (!actions.contains(" " + action + " ")) {
        return Finding.missing(
            NAME,
            "the kernel filters no system calls, or not with the action " + action,
            "a kernel with CONFIG_SECCOMP_FILTER is needed; limpet run --seccomp none does without");
      }
    }
    return Finding.ok(NAME, "system calls are filtered");
  }
}
