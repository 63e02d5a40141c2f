package dev.limpet.oci.process;

import dev.limpet.formats.oci.ProcessorList;
import dev.limpet.linux.Errno;
import dev.limpet.linux.Kernel;
import dev.limpet.sandbox.Step;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the processors of a process.
 *
 * @param list which; null for all that its cgroup has
 */
public record SetProcessors(@Nullable ProcessorList list) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    ProcessorList processors = list;
    kernel.sched_setaffinity(0, processors == null ? ProcessorList.all() : processors.bits());
  }

  @Override
  public String text() {
    ProcessorList processors = list;
    return "run on " + (processors == null ? "all processors" : "processors " + processors.text());
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EINVAL
        ? "process.execCPUAffinity: the machine, or the cgroup, has none of them"
        : "";
  }
}
