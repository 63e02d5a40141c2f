package dev.limpet.formats.oci;

import java.util.List;

/**
 * {@code linux.personality}, see personality(2).
 *
 * @param domain {@code LINUX} or {@code LINUX32}
 * @param flags further flags; the specification knows none
 */
public record Personality(String domain, List<String> flags) {}
