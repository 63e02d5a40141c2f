/**
 * The JSON of the OCI runtime specification, read and written: config.json, the state of a
 * container, and what a runtime can do.
 *
 * <p>What the specification does not know is ignored, as it demands. What it knows is refused with
 * its place and path where it is of another kind, or what the specification forbids, or what no
 * kernel takes.
 */
@NullMarked
package dev.limpet.formats.runtimespec;

import org.jspecify.annotations.NullMarked;
