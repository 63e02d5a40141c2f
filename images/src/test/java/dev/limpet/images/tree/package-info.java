@NullMarked
package dev.limpet.images.tree;

import org.jspecify.annotations.NullMarked;
