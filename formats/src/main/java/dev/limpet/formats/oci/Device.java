package dev.limpet.formats.oci;

import org.jspecify.annotations.Nullable;

/**
 * One of {@code linux.devices}: a file to be made in the box.
 *
 * @param path where, absolute
 * @param type {@code c} or {@code u} for one of characters, {@code b} of blocks, {@code p} a FIFO
 * @param major its major number; 0 for a FIFO
 * @param minor its minor number
 * @param fileMode its permissions, at most 0777; null: left to the runtime
 * @param uid its owner in the box, unsigned; null: left to the runtime
 * @param gid its group in the box, unsigned; null: left to the runtime
 */
public record Device(
    String path,
    char type,
    long major,
    long minor,
    @Nullable Integer fileMode,
    @Nullable Integer uid,
    @Nullable Integer gid) {}
