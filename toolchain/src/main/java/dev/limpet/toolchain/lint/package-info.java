/** Refuses, before TeaVM runs, what compiles but does not do natively what it does on the JVM. */
@NullMarked
package dev.limpet.toolchain.lint;

import org.jspecify.annotations.NullMarked;
