package dev.limpet.formats.oci;

/**
 * {@code linux.seccomp}: the filter of a guest's system calls. A config.json has a {@link
 * SeccompProfile}; {@link #DEFAULT} is Limpet's own, which needs no compiling at start.
 */
public sealed interface Seccomp permits SeccompProfile, Seccomp.Default {
  Seccomp DEFAULT = new Default();

  /** Limpet's default profile. */
  record Default() implements Seccomp {}
}
