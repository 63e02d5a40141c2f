@NullMarked
package dev.limpet.images.store;

import org.jspecify.annotations.NullMarked;
