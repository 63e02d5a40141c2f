package dev.limpet.cli.full.doctor;

import dev.limpet.linux.Flags;

/** Whether this user may make user namespaces: the switches of kernel and distributions. */
final class UserNamespacesCheck implements Check {
  private static final String NAME = "user-namespaces";

  @Override
  public Finding find(Facts facts) {
    if (facts.status("/proc/self/ns/user") == null) {
      return Finding.missing(NAME, "the kernel has none", "a kernel with CONFIG_USER_NS is needed");
    }
    boolean root = facts.kernel().geteuid() == 0;
    if (!root && facts.text("/proc/sys/kernel/unprivileged_userns_clone").equals("0")) {
      return Finding.missing(
          NAME,
          "Debian's switch denies them to users",
          "sysctl kernel.unprivileged_userns_clone=1");
    }
    if (facts.text("/proc/sys/user/max_user_namespaces").equals("0")) {
      return Finding.missing(NAME, "none may be made", "sysctl user.max_user_namespaces=15000");
    }
    Trial trial = Trial.of(facts.kernel(), Flags.CLONE_NEWUSER, () -> 0);
    if (trial.code() != 0) {
      return Finding.missing(
          NAME,
          "one cannot be made: " + trial.said(),
          "allow it in the container or security module around this process");
    }
    if (!root && facts.text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").equals("1")) {
      return Finding.limited(
          NAME,
          "AppArmor takes away what they are good for from programs without a profile",
          "sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile for limpet"
              + " with the rule userns");
    }
    return Finding.ok(NAME, "you may make them");
  }
}
