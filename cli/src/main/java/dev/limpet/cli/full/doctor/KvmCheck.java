package dev.limpet.cli.full.doctor;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;

/** Virtual machines with the help of the processor; process boxes do without. */
final class KvmCheck implements Check {
  private static final String NAME = "kvm";
  private static final String DEVICE = "/dev/kvm";

  /** The only one there has been since Linux 2.6.22, see the kernel's virt/kvm/api.rst. */
  private static final int VERSION = 12;

  @Override
  public Finding find(Facts facts) {
    try {
      Fd device = Fd.open(facts.kernel(), DEVICE, Flags.O_RDWR);
      try {
        int version = facts.kernel().ioctl_KVM_GET_API_VERSION(device.number());
        return version == VERSION
            ? Finding.ok(NAME, "virtual machines have the processor's help: " + DEVICE + " answers")
            : Finding.missing(NAME, DEVICE + " speaks version " + version, "version 12 is needed");
      } finally {
        device.close();
      }
    } catch (ErrnoException e) {
      return failed(e.errno());
    }
  }

  private static Finding failed(int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
          Finding.missing(
              NAME,
              "there is no " + DEVICE + ": virtual machines would have to be emulated",
              "switch virtualization on in the firmware, or nested virtualization in the host around"
                  + " this one; modprobe kvm_intel or kvm_amd");
      case Errno.EACCES, Errno.EPERM ->
          Finding.missing(
              NAME, DEVICE + " is there and not for you", "usermod -aG kvm USER, then log in anew");
      default ->
          Finding.missing(
              NAME,
              DEVICE + " does not answer: " + Errno.name(errno),
              "something else may have the processor's virtualization: see dmesg");
    };
  }
}
