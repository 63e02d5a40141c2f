/**
 * The proof that the compiler compiles right: random Java programs of the subset that native
 * modules use, each run on the JVM and natively, must agree in values, exceptions and output. See
 * PROOF.md.
 */
@NullMarked
package dev.limpet.toolchain.fuzz;

import org.jspecify.annotations.NullMarked;
