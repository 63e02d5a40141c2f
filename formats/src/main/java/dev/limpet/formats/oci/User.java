package dev.limpet.formats.oci;

import java.util.List;

/**
 * {@code process.user}: ids inside the box. They are unsigned: one above 2147483647 is negative
 * here, and none is -1, which system calls take for no id at all.
 *
 * @param uid the user id
 * @param gid the group id
 * @param umask the mode bits that files are made without; {@link #NO_UMASK} keeps the caller's
 * @param additionalGids further groups
 */
public record User(int uid, int gid, int umask, List<Integer> additionalGids) {
  public static final int NO_UMASK = -1;

  /** A user of one group. */
  public User(int uid, int gid) {
    this(uid, gid, NO_UMASK, List.of());
  }
}
