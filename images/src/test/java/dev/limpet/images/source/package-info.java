@NullMarked
package dev.limpet.images.source;

import org.jspecify.annotations.NullMarked;
