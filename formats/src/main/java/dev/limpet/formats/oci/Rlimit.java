package dev.limpet.formats.oci;

/**
 * One of {@code process.rlimits}.
 *
 * @param type for example {@code RLIMIT_NOFILE}
 * @param soft the limit in force, unsigned, in the limit's own unit
 * @param hard how far the process may raise it, unsigned
 */
public record Rlimit(String type, long soft, long hard) {}
