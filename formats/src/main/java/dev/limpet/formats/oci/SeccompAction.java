package dev.limpet.formats.oci;

/** What happens to a system call; the numbers are SECCOMP_RET_* of linux/seccomp.h. */
public enum SeccompAction {
  SCMP_ACT_KILL(0x00000000, false),
  SCMP_ACT_KILL_THREAD(0x00000000, false),
  SCMP_ACT_KILL_PROCESS(0x80000000, false),
  SCMP_ACT_TRAP(0x00030000, false),
  SCMP_ACT_ERRNO(0x00050000, true),
  SCMP_ACT_TRACE(0x7ff00000, true),
  SCMP_ACT_NOTIFY(0x7fc00000, false),
  SCMP_ACT_LOG(0x7ffc0000, false),
  SCMP_ACT_ALLOW(0x7fff0000, false);

  private final int verdict;
  private final boolean carriesData;

  SeccompAction(int verdict, boolean carriesData) {
    this.verdict = verdict;
    this.carriesData = carriesData;
  }

  /** What a filter returns for this action, with {@code data} (an errno) where it carries any. */
  public int verdict(int data) {
    return carriesData ? verdict | (data & 0xffff) : verdict;
  }
}
