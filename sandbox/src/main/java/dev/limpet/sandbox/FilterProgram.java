package dev.limpet.sandbox;

import dev.limpet.formats.oci.Seccomp;
import dev.limpet.formats.seccomp.DefaultFilter;
import dev.limpet.formats.seccomp.TerminalFilter;

/** The filter of system calls as the kernel takes it. */
public final class FilterProgram {
  private FilterProgram() {}

  /** Each element is one struct sock_filter, see {@link dev.limpet.linux.SockFilter}. */
  public static long[] of(Step.InstallFilter step) {
    return switch (step.policy()) {
      case Seccomp.Default() -> DefaultFilter.program(step.architecture());
      case Seccomp.Terminals() -> TerminalFilter.program();
      case Seccomp.Program own -> own.instructions();
    };
  }
}
