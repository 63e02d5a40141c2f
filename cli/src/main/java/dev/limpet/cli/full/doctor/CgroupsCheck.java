package dev.limpet.cli.full.doctor;

import dev.limpet.cli.full.ShortfallText;
import dev.limpet.formats.oci.Resources;
import dev.limpet.sandbox.cgroup.Arrangement;
import dev.limpet.sandbox.cgroup.Arranger;
import java.util.ArrayList;
import java.util.List;

/** Whether limits on a box as a whole can be held. */
final class CgroupsCheck implements Check {
  private static final String NAME = "cgroups";
  private static final Resources ALL =
      new Resources(
          new Resources.Memory(1 << 20, 1 << 20),
          new Resources.Cpu(1000, 100_000),
          new Resources.Pids(1));

  @Override
  public Finding find(Facts facts) {
    Arrangement arrangement = new Arranger(facts.kernel()).arrange(ALL, "limpet", false, true);
    if (arrangement.shortfalls().isEmpty()) {
      boolean unified = arrangement.groups().get(0).unified();
      return Finding.ok(
          NAME, "version " + (unified ? 2 : 1) + " holds --memory, --cpus and --pids");
    }
    List<String> limits = new ArrayList<>();
    for (Arrangement.Shortfall shortfall : arrangement.shortfalls()) {
      limits.add(
          switch (shortfall) {
            case MEMORY_OF_EACH_PROCESS -> "--memory holds for each process only";
            case CPU -> "--cpus is not held";
            case PIDS -> "--pids is not held";
          });
    }
    boolean root = facts.kernel().geteuid() == 0;
    return Finding.limited(
        NAME, String.join(", ", limits), ShortfallText.reason(arrangement.reason(), root));
  }
}
