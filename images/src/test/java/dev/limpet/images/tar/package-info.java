@NullMarked
package dev.limpet.images.tar;

import org.jspecify.annotations.NullMarked;
