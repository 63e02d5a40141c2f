package dev.limpet.oci.process;

import dev.limpet.formats.oci.Seccomp;
import dev.limpet.linux.Errno;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import dev.limpet.sandbox.Step;

/**
 * Installs a filter of system calls that leaves some of them to somebody else, and sends that one
 * the descriptor to hear of them.
 *
 * @param program the filter
 * @param listener a connected socket
 * @param state what is told along with the descriptor: the specification's container process state
 */
record ListenedFilter(Seccomp.Program program, int listener, String state) implements Step.Furnish {
  @Override
  public void furnish(Kernel kernel) {
    int notify =
        kernel.seccomp_listener(
            program.flags() | Flags.SECCOMP_FILTER_FLAG_NEW_LISTENER, program.instructions());
    kernel.sendmsg(listener, OsString.encode(state), new int[] {notify}, Flags.MSG_NOSIGNAL);
    kernel.close(notify);
    kernel.close(listener);
  }

  @Override
  public String text() {
    return "install the seccomp filter, and tell its listener";
  }

  @Override
  public String hint(int errno) {
    return errno == Errno.EBUSY ? "a filter around this one has a listener already" : "";
  }
}
