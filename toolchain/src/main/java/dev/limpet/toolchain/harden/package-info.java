/**
 * Makes what TeaVM's C backend emits mean what the Java Language Specification says.
 *
 * <p>Three tools, each file one family of bugs: a {@link dev.limpet.toolchain.harden.ProgramPass}
 * rewrites the programs that are compiled, a {@link dev.limpet.toolchain.harden.ClassPatch} mends a
 * class of the compiler itself, and {@link dev.limpet.toolchain.harden.GeneratedC} mends the C
 * runtime that TeaVM copies beside its output. The classes in {@code dev.limpet.rt} are what the
 * rewritten programs call.
 */
@NullMarked
package dev.limpet.toolchain.harden;

import org.jspecify.annotations.NullMarked;
