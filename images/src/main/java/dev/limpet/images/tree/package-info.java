/** Layers, one after the other, become the root of a box. */
@NullMarked
package dev.limpet.images.tree;

import org.jspecify.annotations.NullMarked;
