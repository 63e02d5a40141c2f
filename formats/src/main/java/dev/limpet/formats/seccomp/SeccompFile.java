package dev.limpet.formats.seccomp;

import dev.limpet.formats.oci.SeccompProfile;
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
}
