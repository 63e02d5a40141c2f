/** Archives: entries out of untrusted bytes, and back. */
@NullMarked
package dev.limpet.images.tar;

import org.jspecify.annotations.NullMarked;
