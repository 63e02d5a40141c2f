package dev.limpet.formats.oci;

import java.util.List;

/**
 * {@code linux.seccomp} written out.
 *
 * @param defaultAction for calls that no rule matches
 * @param defaultErrnoRet the errno (or trace data) of the default action
 * @param syscalls the rules; of those for one call the first that matches holds
 */
public record SeccompProfile(
    SeccompAction defaultAction, int defaultErrnoRet, List<SeccompSyscall> syscalls) {
  public SeccompProfile {
    syscalls = List.copyOf(syscalls);
  }
}
