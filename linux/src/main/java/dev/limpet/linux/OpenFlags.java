package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;

/**
 * O_* between x86_64, whose numbers {@link Flags} has, and the running kernel: aarch64 permutes
 * four (arch/arm64/include/uapi/asm/fcntl.h).
 */
final class OpenFlags {
  private static final int ARM_DIRECTORY = 0x4000;
  private static final int ARM_NOFOLLOW = 0x8000;
  private static final int ARM_DIRECT = 0x10000;
  private static final int ARM_LARGEFILE = 0x20000;

  private static final int PERMUTED =
      Flags.O_DIRECT | Flags.O_LARGEFILE | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;

  private OpenFlags() {}

  static long toKernel(long flags) {
    return Raw.isGeneric() ? toArm(flags) : flags;
  }

  /** Takes a result: a negative one is left as it is. */
  static long fromKernel(long flags) {
    return flags >= 0 && Raw.isGeneric() ? fromArm(flags) : flags;
  }

  static long toArm(long flags) {
    return (flags & ~PERMUTED)
        | pick(flags, Flags.O_DIRECTORY, ARM_DIRECTORY)
        | pick(flags, Flags.O_NOFOLLOW, ARM_NOFOLLOW)
        | pick(flags, Flags.O_DIRECT, ARM_DIRECT)
        | pick(flags, Flags.O_LARGEFILE, ARM_LARGEFILE);
  }

  static long fromArm(long flags) {
    return (flags & ~PERMUTED)
        | pick(flags, ARM_DIRECTORY, Flags.O_DIRECTORY)
        | pick(flags, ARM_NOFOLLOW, Flags.O_NOFOLLOW)
        | pick(flags, ARM_DIRECT, Flags.O_DIRECT)
        | pick(flags, ARM_LARGEFILE, Flags.O_LARGEFILE);
  }

  private static long pick(long flags, int from, int to) {
    return (flags & from) != 0 ? to : 0;
  }
}
