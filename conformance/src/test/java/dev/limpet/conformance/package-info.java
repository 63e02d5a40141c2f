/** Drives the built binary as a user does, as root and as an ordinary user. */
@NullMarked
package dev.limpet.conformance;

import org.jspecify.annotations.NullMarked;
