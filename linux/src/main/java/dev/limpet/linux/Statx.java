package dev.limpet.linux;

import dev.limpet.linux.raw.Raw;

/** {@code struct statx} of uapi/linux/stat.h, the same on every architecture. */
final class Statx {
  static final int SIZE = 256;

  /** STATX_BASIC_STATS | STATX_MNT_ID. */
  static final int MASK = 0x7ff | 0x1000;

  private static final int ATTRIBUTES = 8;
  private static final int UID = 20;
  private static final int GID = 24;
  private static final int MODE = 28;
  private static final int INO = 32;
  private static final int BYTES = 40;
  private static final int MTIME = 112;
  private static final int RDEV_MAJOR = 128;
  private static final int DEV_MAJOR = 136;
  private static final int MNT_ID = 144;

  private static final int ATTR_MOUNT_ROOT = 0x2000;

  private Statx() {}

  static FileStatus read(long at) {
    return new FileStatus(
        Raw.peekShort(at + MODE) & 0xffff,
        Raw.peekInt(at + UID),
        Raw.peekInt(at + GID),
        device(at + DEV_MAJOR),
        Raw.peekLong(at + INO),
        Raw.peekLong(at + MNT_ID),
        (Raw.peekLong(at + ATTRIBUTES) & ATTR_MOUNT_ROOT) != 0,
        Raw.peekLong(at + BYTES),
        Raw.peekLong(at + MTIME),
        Raw.peekInt(at + MTIME + 8),
        device(at + RDEV_MAJOR));
  }

  /** A major and a minor number, one after the other, as {@link FileStatus#device} has them. */
  private static long device(long at) {
    return (long) Raw.peekInt(at) << 32 | Integer.toUnsignedLong(Raw.peekInt(at + 4));
  }
}
