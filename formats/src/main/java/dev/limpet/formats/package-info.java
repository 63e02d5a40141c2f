/** Bytes and JSON to records and back; no I/O. */
@NullMarked
package dev.limpet.formats;

import org.jspecify.annotations.NullMarked;
