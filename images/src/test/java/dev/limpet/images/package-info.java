@NullMarked
package dev.limpet.images;

import org.jspecify.annotations.NullMarked;
