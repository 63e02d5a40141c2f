package dev.limpet.cli.full;

import dev.limpet.linux.Errno;
import dev.limpet.linux.ErrnoException;
import dev.limpet.linux.Fd;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * What a program needs to be the other end of a network interface, see tuntap in the kernel's docs.
 */
public final class TapDevice {
  private static final String PATH = "/dev/net/tun";

  private TapDevice() {}

  /** The errno of opening it; 0 where the caller may. */
  public static int errno(Kernel kernel) {
    try {
      Fd.open(kernel, PATH, Flags.O_RDWR).close();
      return 0;
    } catch (ErrnoException e) {
      return e.errno();
    }
  }

  /** What is wrong, where that is the errno. */
  public static String fault(int errno) {
    return PATH + " cannot be opened: " + Errno.name(errno);
  }

  /** What to do about it. */
  public static String fix(int errno) {
    return switch (errno) {
      case Errno.EACCES, Errno.EPERM -> "as root: chmod 666 " + PATH;
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO -> "as root: modprobe tun";
      default -> "see dmesg";
    };
  }
}
