package dev.limpet.cli.full.doctor;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;

/** Whether a box can have a network without root: pasta(1) or slirp4netns(1), and a tap device. */
final class UserNetworkCheck implements Check {
  private static final String NAME = "user-network";
  private static final String DEVICE = "/dev/net/tun";

  @Override
  public Finding find(Facts facts) {
    String program = facts.program("pasta") == null ? "slirp4netns" : "pasta";
    if (facts.program(program) == null) {
      return Finding.missing(
          NAME,
          "there is neither pasta nor slirp4netns (--net user)",
          "install the package passt or slirp4netns");
    }
    try {
      Fd.open(facts.kernel(), DEVICE, Flags.O_RDWR).close();
      return Finding.ok(
          NAME, "boxes may reach what you reach, through " + program + " (--net user)");
    } catch (ErrnoException e) {
      return Finding.missing(NAME, DEVICE + " cannot be opened (--net user)", fix(e.errno()));
    }
  }

  private static String fix(int errno) {
    return switch (errno) {
      case Errno.EACCES, Errno.EPERM -> "as root: chmod 666 " + DEVICE;
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO -> "as root: modprobe tun";
      default -> Errno.name(errno);
    };
  }
}
