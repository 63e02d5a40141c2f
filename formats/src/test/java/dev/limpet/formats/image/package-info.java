/** Tests of names and accounts of images. */
@NullMarked
package dev.limpet.formats.image;

import org.jspecify.annotations.NullMarked;
