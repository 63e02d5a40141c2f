@NullMarked
package dev.limpet.images.registry;

import org.jspecify.annotations.NullMarked;
