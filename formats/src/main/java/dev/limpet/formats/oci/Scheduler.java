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
    long period) {}
