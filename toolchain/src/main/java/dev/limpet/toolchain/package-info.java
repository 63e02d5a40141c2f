/** Compiles native modules: class files to C to small static binaries. */
@NullMarked
package dev.limpet.toolchain;

import org.jspecify.annotations.NullMarked;
