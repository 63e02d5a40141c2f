package dev.limpet.formats.seccomp;

/** The processors that Limpet runs on. */
public enum Architecture {
  X86_64(0xc000003e),
  AARCH64(0xc00000b7);

  private final int audit;

  Architecture(int audit) {
    this.audit = audit;
  }

  /** AUDIT_ARCH_* of linux/audit.h: what a filter finds in seccomp_data.arch. */
  public int audit() {
    return audit;
  }

  /** The numbers of this architecture's system calls. */
  public SyscallTable syscalls() {
    return switch (this) {
      case X86_64 -> SyscallTable.parse(SyscallsX8664.TABLE);
      case AARCH64 -> SyscallTable.parse(SyscallsAarch64.TABLE);
    };
  }
}
