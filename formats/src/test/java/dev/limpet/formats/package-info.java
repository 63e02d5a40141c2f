@NullMarked
package dev.limpet.formats;

import org.jspecify.annotations.NullMarked;
