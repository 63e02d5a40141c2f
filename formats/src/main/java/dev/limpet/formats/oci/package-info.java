/**
 * The OCI runtime specification's config.json, version 1.2, as records: names as in the
 * specification, with what Linux has. Where a record says more than config.json can, it says so.
 */
@NullMarked
package dev.limpet.formats.oci;

import org.jspecify.annotations.NullMarked;
