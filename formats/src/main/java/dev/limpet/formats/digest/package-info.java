/** Digests of bytes. */
@NullMarked
package dev.limpet.formats.digest;

import org.jspecify.annotations.NullMarked;
