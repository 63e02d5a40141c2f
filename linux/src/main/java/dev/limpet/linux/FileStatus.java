package dev.limpet.linux;

/**
 * What statx(2) says of a file, as far as Limpet asks.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param uid the owner, as mapped into the caller's user namespace
 * @param gid the group, likewise
 * @param device the file system the file is on: {@code major << 32 | minor}
 * @param inode the inode number within that file system
 * @param mountId the id of the mount the file was reached through (STATX_MNT_ID, kernel 5.8), as in
 *     the first column of {@code /proc/self/mountinfo}
 * @param mountRoot whether the file is the root of that mount (STATX_ATTR_MOUNT_ROOT)
 * @param size bytes
 * @param modifiedSeconds the time of the last modification, since the epoch
 * @param modifiedNanos the rest of it
 * @param rdev for device nodes the device they stand for, in {@code device}'s form
 */
public record FileStatus(
    int mode,
    int uid,
    int gid,
    long device,
    long inode,
    long mountId,
    boolean mountRoot,
    long size,
    long modifiedSeconds,
    int modifiedNanos,
    long rdev) {

  public boolean isDirectory() {
    return type() == Flags.S_IFDIR;
  }

  public boolean isRegularFile() {
    return type() == Flags.S_IFREG;
  }

  public boolean isSymbolicLink() {
    return type() == Flags.S_IFLNK;
  }

  public boolean isCharacterDevice() {
    return type() == Flags.S_IFCHR;
  }

  /** The S_IF* part of the mode. */
  public int type() {
    return mode & Flags.S_IFMT;
  }

  /** The permission bits, with setuid, setgid and sticky: {@code mode & 07777}. */
  public int permissions() {
    return mode & 07777;
  }
}
