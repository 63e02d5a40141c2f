package dev.limpet.formats.oci;

/**
 * {@code process.user}: ids inside the box.
 *
 * @param uid the user id
 * @param gid the group id
 */
public record User(int uid, int gid) {}
