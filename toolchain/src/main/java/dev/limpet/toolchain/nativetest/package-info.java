/** Runs the unit tests of native modules natively: a generated main, and what reads its output. */
@NullMarked
package dev.limpet.toolchain.nativetest;

import org.jspecify.annotations.NullMarked;
