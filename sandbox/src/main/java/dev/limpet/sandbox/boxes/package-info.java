/** Boxes that have a name: where their state is, who holds them, what they have written. */
@NullMarked
package dev.limpet.sandbox.boxes;

import org.jspecify.annotations.NullMarked;
