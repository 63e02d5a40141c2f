package dev.limpet.formats.oci;

import java.util.List;

/**
 * One rule of a {@link SeccompProfile}.
 *
 * @param names the system calls it is about; names that an architecture does not have are skipped
 * @param action what happens to a call that matches
 * @param errnoRet the errno for SCMP_ACT_ERRNO, the data for SCMP_ACT_TRACE, else without meaning
 * @param args conditions, all of which must hold
 */
public record SeccompSyscall(
    List<String> names, SeccompAction action, int errnoRet, List<SeccompArg> args) {
  public SeccompSyscall {
    names = List.copyOf(names);
    args = List.copyOf(args);
  }
}
