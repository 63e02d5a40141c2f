/** The fuzzer's own tests, and the part of the proof that every check repeats. */
@NullMarked
package dev.limpet.toolchain.fuzz;

import org.jspecify.annotations.NullMarked;
