package dev.limpet.formats.oci;

import java.util.List;

/**
 * {@code process.scheduler}, see sched_setattr(2).
 *
 * @param policy for example {@code SCHED_BATCH}
 * @param nice from -20 to 19
 * @param priority that of the real-time policies
 * @param flags for example {@code SCHED_FLAG_RESET_ON_FORK}
 * @param runtime of SCHED_DEADLINE, in nanoseconds, as are the two that follow; unsigned
 * @param deadline of SCHED_DEADLINE
 * @param period of SCHED_DEADLINE
 */
public record Scheduler(
    String policy,
    int nice,
    int priority,
    List<String> flags,
    long runtime,
    long deadline,
    long period) {
  /** SCHED_*, each at its number of linux/sched.h; 4 was never used. */
  public static final List<String> POLICIES =
      List.of(
          "SCHED_OTHER",
          "SCHED_FIFO",
          "SCHED_RR",
          "SCHED_BATCH",
          "SCHED_ISO",
          "SCHED_IDLE",
          "SCHED_DEADLINE");

  /** SCHED_FLAG_*, each at the number of its bit. */
  public static final List<String> FLAGS =
      List.of(
          "SCHED_FLAG_RESET_ON_FORK",
          "SCHED_FLAG_RECLAIM",
          "SCHED_FLAG_DL_OVERRUN",
          "SCHED_FLAG_KEEP_POLICY",
          "SCHED_FLAG_KEEP_PARAMS",
          "SCHED_FLAG_UTIL_CLAMP_MIN",
          "SCHED_FLAG_UTIL_CLAMP_MAX");
}
