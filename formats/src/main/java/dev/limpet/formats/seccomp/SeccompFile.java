package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompConfig;
import dev.limpet.formats.oci.SeccompProfile;
import dev.limpet.formats.oci.SeccompSyscall;
import java.util.List;

/**
 * What a profile of the user's says.
 *
 * @param profile its rules, as they hold on this machine for a process without capabilities
 * @param flags SECCOMP_FILTER_FLAG_* with which the kernel is to install it
 * @param notes what of the file has no effect here, a line for each
 */
public record SeccompFile(SeccompProfile profile, int flags, List<String> notes) {
  public SeccompFile {
    notes = List.copyOf(notes);
  }

  /** What a config.json's says, as it holds on a machine. */
  public static SeccompFile of(SeccompConfig config, Architecture architecture) {
    SeccompProfile written = config.profile();
    SeccompUnion union =
        new SeccompUnion(
            architecture.syscalls(), written.defaultAction(), written.defaultErrnoRet());
    for (SeccompSyscall rule : written.syscalls()) {
      for (String name : rule.names()) {
        union.add(new SeccompSyscall(List.of(name), rule.action(), rule.errnoRet(), rule.args()));
      }
    }
    SeccompProfile profile =
        new SeccompProfile(written.defaultAction(), written.defaultErrnoRet(), union.rules());
    return new SeccompFile(profile, config.flags(), union.notes());
  }
}
