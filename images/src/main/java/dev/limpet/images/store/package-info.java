/** What is kept under {@code $XDG_DATA_HOME/limpet}: nothing half-written is ever visible there. */
@NullMarked
package dev.limpet.images.store;

import org.jspecify.annotations.NullMarked;
