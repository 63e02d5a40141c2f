@NullMarked
package dev.limpet.formats.runtimespec;

import org.jspecify.annotations.NullMarked;
