package dev.limpet.oci.process;

import dev.limpet.formats.oci.IoPriority;
import dev.limpet.formats.oci.Personality;
import dev.limpet.formats.oci.Process;
import dev.limpet.formats.oci.Scheduler;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the kernel shall run the process.
 *
 * @param process its scheduler and priority
 * @param personality its execution domain; null for the usual one
 */
record Scheduling(Process process, @Nullable Personality personality) implements Step.Furnish {
  /** IOPRIO_CLASS_*, by number. */
  private static final List<String> CLASSES =
      List.of("IOPRIO_CLASS_NONE", "IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");

  private static final int CLASS_SHIFT = 13;
  private static final int PER_LINUX32 = 8;

  @Override
  public void furnish(Kernel kernel) {
    Scheduler scheduler = process.scheduler();
    if (scheduler != null) {
      long flags = 0;
      for (String flag : scheduler.flags()) {
        flags |= 1L << Scheduler.FLAGS.indexOf(flag);
      }
      kernel.sched_setattr(
          Scheduler.POLICIES.indexOf(scheduler.policy()),
          flags,
          scheduler.nice(),
          scheduler.priority(),
          scheduler.runtime(),
          scheduler.deadline(),
          scheduler.period());
    }
    IoPriority priority = process.ioPriority();
    if (priority != null) {
      kernel.ioprio_set(CLASSES.indexOf(priority.clazz()) << CLASS_SHIFT | priority.priority());
    }
    Personality domain = personality;
    if (domain != null) {
      kernel.personality(domain.domain().equals("LINUX32") ? PER_LINUX32 : 0);
    }
  }

  @Override
  public String text() {
    return "set scheduler, priority and personality";
  }

  @Override
  public String hint(int errno) {
    return "";
  }
}
