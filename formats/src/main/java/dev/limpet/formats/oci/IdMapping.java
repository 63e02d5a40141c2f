package dev.limpet.formats.oci;

/**
 * One of {@code linux.uidMappings} or {@code linux.gidMappings}, or of those of a mount. The
 * numbers are unsigned.
 *
 * @param containerID the first id in the box
 * @param hostID whom it is on the host
 * @param size how many ids follow each other, at least 1
 */
public record IdMapping(int containerID, int hostID, int size) {}
