package dev.limpet.oci.root;

/** A device as mknod(2) takes it. */
final class DeviceNumber {
  private DeviceNumber() {}

  /** The number that glibc's makedev(3) and the kernel's new_encode_dev make of the two. */
  static long of(long major, long minor) {
    return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
  }
}
