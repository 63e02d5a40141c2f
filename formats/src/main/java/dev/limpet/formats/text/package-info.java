/** Texts that people write: where one is in them, and which word was probably meant. */
@NullMarked
package dev.limpet.formats.text;

import org.jspecify.annotations.NullMarked;
