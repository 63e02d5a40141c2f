/** Images from and to registries. */
@NullMarked
package dev.limpet.images.registry;

import org.jspecify.annotations.NullMarked;
