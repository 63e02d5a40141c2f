/** What is said of images: their names, how their trees are run, and who is known in them. */
@NullMarked
package dev.limpet.formats.image;

import org.jspecify.annotations.NullMarked;
