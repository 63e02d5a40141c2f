/** Boxes of images: which image, what is said of it, and the box that it makes. */
@NullMarked
package dev.limpet.cli.full.images;

import org.jspecify.annotations.NullMarked;
