package dev.limpet.cli.full.doctor;

import dev.limpet.sandbox.KernelRelease;
import java.util.ArrayList;
import java.util.List;

/** The other kinds of namespaces. */
final class NamespacesCheck implements Check {
  private static final String NAME = "namespaces";
  private static final List<String> KINDS =
      List.of("mnt", "pid", "net", "ipc", "uts", "cgroup", "time");

  @Override
  public Finding find(Facts facts) {
    List<String> missing = new ArrayList<>();
    for (String kind : KINDS) {
      if (facts.status("/proc/self/ns/" + kind) == null) {
        missing.add(kind);
      }
    }
    if (missing.isEmpty()) {
      boolean all = KernelRelease.parse(facts.kernel().uname()).isAtLeast(6, 3);
      String late = all ? "" : " (boxes have their own time from Linux 6.3 on)";
      return Finding.ok(NAME, "the kernel has " + String.join(" ", KINDS) + late);
    }
    return Finding.missing(
        NAME,
        "the kernel lacks " + String.join(" ", missing),
        "a kernel with CONFIG_NAMESPACES, CONFIG_CGROUPS and CONFIG_TIME_NS is needed");
  }
}
